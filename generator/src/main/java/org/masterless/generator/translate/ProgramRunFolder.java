package org.masterless.generator.translate;

import java.util.ArrayList;
import java.util.List;
import org.masterless.generator.read.ServiceOption;

/**
 * What a program of services.cf sees of {@code /run}: the log, and with a network the resolver.
 *
 * <p>What it names of others there can't be shown alone: a service that is restarted may make its
 * folder anew, and a mount would go on showing the old one. So then all of /run is seen, but for
 * what is dangerous and not named. Our own folder stays, and so can be shown by itself.
 */
final class ProgramRunFolder {
  private static final String RUN = "/run/";

  private final ProgramService service;
  private final List<String> named = new ArrayList<>();

  private ProgramRunFolder(ProgramService service) {
    this.service = service;
    named.addAll(ProgramOptions.list(service.options(), ServiceOption.RUN_PATHS));
    for (String path : ProgramOptions.list(service.options(), ServiceOption.WRITE_PATHS)) {
      if (path.startsWith(RUN)) {
        named.add(path);
      }
    }
  }

  static ProgramRunFolder of(ProgramService service) {
    return new ProgramRunFolder(service);
  }

  void write(UnitText unit) {
    boolean seesOthers = seesOthers();
    unit.words("TemporaryFileSystem", emptied(seesOthers))
        .words("BindReadOnlyPaths", visible(seesOthers))
        .words("InaccessiblePaths", seesOthers ? dangerous() : List.of());
  }

  private List<String> emptied(boolean seesOthers) {
    if (!seesOthers) {
      return List.of("/run" + RunFolder.OPTIONS);
    }
    List<String> folders = new ArrayList<>();
    if (!isAllOfSystemdNamed()) {
      folders.add(RunFolder.SYSTEMD + RunFolder.OPTIONS);
    }
    if (!isNamed(RunFolder.MASTERLESS)) {
      folders.add(RunFolder.MASTERLESS + RunFolder.OPTIONS);
    }
    return folders;
  }

  private boolean seesOthers() {
    for (String path : named) {
      if (!isIn(path, RunFolder.MASTERLESS)) {
        return true;
      }
    }
    return false;
  }

  private List<String> visible(boolean seesOthers) {
    List<String> paths = new ArrayList<>();
    if (!isAllOfSystemdNamed()) {
      paths.addAll(service.usesNetwork() ? RunFolder.STABLE : RunFolder.LOG);
      if (becomesUsers() && !named.contains(RunFolder.USERS.substring(1))) {
        paths.add(RunFolder.USERS);
      }
      // These are systemd's own, and stay.
      for (String path : named) {
        if (isIn(path, RunFolder.SYSTEMD)) {
          paths.add("-" + path);
        }
      }
    }
    if (!seesOthers && service.usesNetwork()) {
      paths.addAll(RunFolder.RESOLVERS);
    }
    if (!seesOthers && !named.isEmpty()) {
      paths.add("-" + RunFolder.MASTERLESS);
    }
    return paths;
  }

  /** Then it looks them up, and whom nss-systemd(8) can't find has no mailbox. */
  private boolean becomesUsers() {
    String capabilities = service.options().get(ServiceOption.CAPABILITIES);
    return Capabilities.of(capabilities).contains("CAP_SETUID");
  }

  private List<String> dangerous() {
    List<String> paths = new ArrayList<>();
    for (String path : Words.of(String.join(" ", RunFolder.DANGEROUS), " ")) {
      if (!isNamed(path.substring(1))) {
        paths.add(path);
      }
    }
    return paths;
  }

  private boolean isAllOfSystemdNamed() {
    for (String path : named) {
      if (isIn(RunFolder.SYSTEMD, path)) {
        return true;
      }
    }
    return false;
  }

  /** Whether something in {@code folder}, or what it is in, is named. */
  private boolean isNamed(String folder) {
    for (String path : named) {
      if (isIn(path, folder) || isIn(folder, path)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIn(String path, String folder) {
    return path.equals(folder) || path.startsWith(folder + "/");
  }
}
