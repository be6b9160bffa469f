package org.masterless.systemtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Whether this machine can boot test machines, and if not, exactly why. */
public final class Bootable {
  /** Commands that are needed, and the Debian packages that have them. */
  private static final Map<String, String> TOOLS = tools();

  /** Tried once: the answer doesn't change while we run. */
  private static final Optional<String> OBSTACLE = look();

  private Bootable() {}

  /** What is in the way, in a sentence; empty if machines can be booted. */
  public static Optional<String> obstacle() {
    return OBSTACLE;
  }

  private static Optional<String> look() {
    return Stream.<Supplier<Optional<String>>>of(
            Bootable::notRoot,
            Bootable::missingTools,
            Bootable::noMirror,
            Bootable::forbiddenNameSpaces,
            Bootable::forbiddenCgroups)
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> notRoot() {
    String uid = Host.run("id", "-u").text();
    return uid.equals("0") ? Optional.empty() : Optional.of("needs root, this is uid " + uid);
  }

  private static Optional<String> missingTools() {
    List<String> packages =
        TOOLS.entrySet().stream()
            .filter(tool -> !installed(tool.getKey()))
            .map(Map.Entry::getValue)
            .distinct()
            .toList();
    return packages.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Debian packages are missing (\"make tools\" as root installs them): "
                + String.join(" ", packages));
  }

  private static boolean installed(String tool) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }

  private static Optional<String> noMirror() {
    return BaseImage.allBuilt() || Mirror.uri().isPresent()
        ? Optional.empty()
        : Optional.of(
            "apt knows no Debian archive (\"apt-get update\" missing?); MASTERLESS_MIRROR=URL names"
                + " one");
  }

  private static Optional<String> forbiddenNameSpaces() {
    Result tried =
        Host.run(
            "unshare",
            "--mount",
            "--pid",
            "--net",
            "--uts",
            "--ipc",
            "--cgroup",
            "--fork",
            "--mount-proc",
            "sh",
            "-ec",
            "mount -t tmpfs tmpfs /run; cd /run; mkdir lower upper work root;"
                + " mount -t overlay -o lowerdir=lower,upperdir=upper,workdir=work overlay root");
    return tried.exit() == 0
        ? Optional.empty()
        : Optional.of("name spaces and mounts are forbidden here: " + tried.err().strip());
  }

  private static Optional<String> forbiddenCgroups() {
    try {
      for (Path folder : Cgroups.named("masterless-probe-" + ProcessHandle.current().pid())) {
        Files.delete(Files.createDirectory(folder));
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("cgroups are forbidden here: " + e);
    }
  }

  private static Map<String, String> tools() {
    Map<String, String> tools = new LinkedHashMap<>();
    tools.put("mmdebstrap", "mmdebstrap");
    tools.put("systemd-nspawn", "systemd-container");
    tools.put("unshare", "util-linux");
    tools.put("nsenter", "util-linux");
    tools.put("setpriv", "util-linux");
    tools.put("flock", "util-linux");
    return tools;
  }
}
