package org.masterless.generator.translate;

import java.util.ArrayList;
import java.util.List;

/**
 * What a service sees of {@code /run}, where the sockets of all others are: D-Bus, systemd's own,
 * those of mail filters and databases.
 *
 * <p>Where it has business with none of them it sees but a few folders, all of which stay the same
 * while their services are restarted. Others are made anew then, so that a mount would go on
 * showing what has gone; so where a neighbour's socket is named, all is visible but what is known
 * to be dangerous.
 */
final class RunFolder {
  /** Of an empty folder in the place of {@code /run} or a part of it. */
  static final String OPTIONS = ":ro,mode=0755,nosuid,nodev,noexec";

  static final String SYSTEMD = "/run/systemd";
  static final String MASTERLESS = "/run/masterless";

  /** For those who don't ask for names. */
  static final List<String> LOG = List.of("-/run/systemd/notify", "-/run/systemd/journal");

  /** For log, supervisor and resolver; where resolv.conf(5) is a link, it is into one of these. */
  static final List<String> STABLE =
      List.of("-/run/systemd/notify", "-/run/systemd/journal", "-/run/systemd/resolve");

  static final List<String> RESOLVERS =
      List.of("-/run/resolvconf", "-/run/NetworkManager", "-/run/connman", "-/run/netconfig");

  /** Where nss-systemd(8) finds users. */
  static final String USERS = "-/run/systemd/userdb";

  /** What nobody sees who doesn't ask for it by name; a line for each, to be readable. */
  static final List<String> DANGEROUS =
      List.of(
          "-/run/dbus -/run/user -/run/host -/run/docker.sock -/run/docker",
          "-/run/containerd -/run/podman -/run/crio -/run/libvirt -/run/lxd -/run/incus",
          "-/run/snapd.socket -/run/snapd-snap.socket -/run/udev -/run/screen -/run/tmux");

  private final Service service;

  private RunFolder(Service service) {
    this.service = service;
  }

  static RunFolder of(Service service) {
    return new RunFolder(service);
  }

  void write(UnitText unit) {
    boolean isShared = service.needs().sharesRun();
    List<String> empty = isShared ? emptied() : List.of("/run");
    unit.words("TemporaryFileSystem", empty.stream().map(folder -> folder + OPTIONS).toList());
    unit.words("BindReadOnlyPaths", visible(isShared));
    if (isShared) {
      DANGEROUS.forEach(paths -> unit.raw("InaccessiblePaths", paths));
    }
  }

  /** Sockets of services.cf come and go, so they are seen with the folder that they are in. */
  private List<String> emptied() {
    return service.needs().sharesServices() ? List.of(SYSTEMD) : List.of(SYSTEMD, MASTERLESS);
  }

  private List<String> visible(boolean isShared) {
    List<String> paths = new ArrayList<>(STABLE);
    if (isShared) {
      paths.add(USERS);
    } else {
      paths.addAll(RESOLVERS);
    }
    if (!isShared || !service.needs().sharesServices()) {
      paths.add("-" + service.instance().runtimeFolder());
    }
    return paths;
  }
}
