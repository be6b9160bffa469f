package org.masterless.systemtest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A throw-away Debian machine, as an admin sees it from a root shell. It has a network of its own
 * with nothing in it but the loopback interface, keeps its files over reboots, and is gone without
 * a trace when closed, or when this JVM ends in whatever way.
 */
public final class Machine implements AutoCloseable {
  private static final Duration BOOT_LIMIT = Duration.ofSeconds(60);
  private static final Duration COMMAND_LIMIT = Duration.ofMinutes(2);

  /** With units that failed: an admin gets in all the same, and so does a test. */
  private static final Set<String> BOOTED = Set.of("running", "degraded");

  private final Release release;
  private final Path folder;
  private Optional<Guarded> guarded = Optional.empty();
  private Optional<Leader> leader = Optional.empty();

  private Machine(Release release, Path folder) {
    this.release = release;
    this.folder = folder;
  }

  /** A machine that is up. */
  public static Machine boot(Release release) {
    Machine machine = off(release);
    machine.powerOn();
    return machine;
  }

  /** A machine that isn't switched on yet, to install things before the first boot. */
  public static Machine off(Release release) {
    Path image = BaseImage.of(release);
    Workspace.sweep();
    Path folder = Workspace.create(release.suite());
    try {
      Files.createSymbolicLink(folder.resolve("base"), image);
      for (String layer : List.of("upper", "work", "scratch")) {
        // The mode of "upper" is that of the machine's root folder, whatever our umask is.
        Files.setPosixFilePermissions(
            Files.createDirectory(folder.resolve(layer)),
            PosixFilePermissions.fromString("rwxr-xr-x"));
      }
      return new Machine(release, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Switches it on and waits until systemd has started everything. */
  public void powerOn() {
    String name = folder.getFileName().toString();
    Path script = Guarded.script(folder, "machine.sh");
    Guarded held =
        Guarded.start(folder, Cgroups.named("masterless-" + name), "sh", script.toString(), name);
    guarded = Optional.of(held);
    try {
      awaitBoot();
    } catch (AssertionError e) {
      held.close();
      throw e;
    }
  }

  public Release release() {
    return release;
  }

  /**
   * Puts what {@code make stage} made into the machine, all of it owned by root. The machine may be
   * off or on; systemd isn't told.
   */
  public void install(Path stagedTree) {
    Path tar = folder.resolve("scratch/stage.tar");
    Host.run(
            "tar",
            "-C",
            stagedTree.toString(),
            "--owner=0",
            "--group=0",
            "-cf",
            tar.toString(),
            ".")
        .ok();
    List<String> enter = guarded.isPresent() ? leader().enter() : List.of();
    String root = guarded.isPresent() ? "/" : folder.resolve("upper").toString();
    Stream<String> unpack =
        Stream.of("tar", "-C", root, "--no-overwrite-dir", "--keep-directory-symlink", "-x");
    try {
      Host.run(folder, COMMAND_LIMIT, tar, Stream.concat(enter.stream(), unpack).toList()).ok();
      Files.delete(tar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command as root. */
  public Result run(String... command) {
    return runWith("", command);
  }

  /** Runs a command as root with this text as its standard input. */
  public Result runWith(String input, String... command) {
    List<String> all = Stream.concat(leader().enter().stream(), Stream.of(command)).toList();
    Result result = Host.run(folder.resolve("scratch"), COMMAND_LIMIT, input, all);
    return new Result(List.of(command), result.exit(), result.out(), result.err());
  }

  /** Runs a piece of shell as root. */
  public Result sh(String script) {
    return run("sh", "-c", script);
  }

  /** Runs a command as a user in a login environment, whatever that user's shell is. */
  public Result runAs(String user, String... command) {
    return run(as(user, command));
  }

  /** Starts a command as root that the test talks with. */
  public Session start(String... command) {
    List<String> all = Stream.concat(leader().enter().stream(), Stream.of(command)).toList();
    return Session.start(folder.resolve("scratch"), all);
  }

  /** Starts a command as a user that the test talks with. */
  public Session startAs(String user, String... command) {
    return start(as(user, command));
  }

  /** Writes a file, and the folders above it where they are missing. */
  public void write(String path, String text) {
    runWith(text, "sh", "-c", "mkdir -p \"$(dirname \"$1\")\" && cat >\"$1\"", "sh", path).ok();
  }

  /** Writes a file that lies beside this class, such as a script that a test runs. */
  public void writeResource(String path, String name) {
    try (InputStream in = Objects.requireNonNull(Machine.class.getResourceAsStream(name), name)) {
      write(path, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds text to the end of a file. */
  public void append(String path, String text) {
    runWith(text, "sh", "-c", "cat >>\"$1\"", "sh", path).ok();
  }

  /** The text of a file. */
  public String read(String path) {
    return run("cat", "--", path).ok().out();
  }

  public boolean exists(String path) {
    return run("test", "-e", path).exit() == 0;
  }

  /** Where a program outside finds what the machine has at this path, for as long as it is up. */
  public Path onHost(String path) {
    return Path.of("/proc", Long.toString(leader().pid()), "root", path);
  }

  /** Adds a user with a home folder and a shell. */
  public void addUser(String name) {
    run("useradd", "--create-home", "--shell", "/bin/bash", name).ok();
  }

  /** Installs all packages of a folder of the image's shelf, which has what they need. */
  public void installPackages(String shelf) {
    String command = "apt-get install --quiet --yes --no-install-recommends /srv/debs/";
    sh("DEBIAN_FRONTEND=noninteractive " + command + shelf + "/*.deb").ok();
  }

  /** The journal of this boot, with options of journalctl(1). */
  public String journal(String... options) {
    Stream<String> base = Stream.of("journalctl", "--boot", "--no-pager", "-o", "short-precise");
    return run(Stream.concat(base, Stream.of(options)).toArray(String[]::new)).out();
  }

  /** What {@code systemctl is-system-running} says. */
  public String state() {
    return run("systemctl", "is-system-running").text();
  }

  /** Everything about the processes that run now. */
  public List<ProcessInfo> processes() {
    return ProcessInfo.all(this);
  }

  /** Reboots by systemctl and waits until it is up again. */
  public void reboot() {
    Leader before = leader();
    run("systemctl", "reboot");
    Eventually.eventually("the shutdown", BOOT_LIMIT, () -> !before.alive());
    awaitBoot();
  }

  /**
   * Ends it as a power cut does, with nothing stopped or cleaned up, and waits until it is up
   * again. What was written to files is there.
   */
  public void crash() {
    Leader before = leader();
    try {
      // Where machine.sh finds this, it boots again.
      Files.createFile(folder.resolve("crashed"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    before.process().destroyForcibly();
    Eventually.eventually("the crash", BOOT_LIMIT, () -> !before.alive());
    awaitBoot();
  }

  /** All that the machine wrote to its console. */
  public String console() {
    return guarded.map(Guarded::console).orElse("");
  }

  /** On the host: for what belongs to the machine, and goes with it. */
  Path folder() {
    return folder;
  }

  /** A command line for the developer's own root shell that opens a shell in the machine. */
  public String shellCommand() {
    return String.join(" ", leader().enter()) + " bash -l";
  }

  @Override
  public void close() {
    guarded.ifPresentOrElse(
        Guarded::close, () -> Host.run("rm", "-rf", "--", folder.toString()).ok());
  }

  @Override
  public String toString() {
    return folder.getFileName().toString();
  }

  private void awaitBoot() {
    try {
      Eventually.eventually("the boot of " + this, BOOT_LIMIT, this::booted);
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "\n" + console(), e);
    }
  }

  private boolean booted() {
    if (guarded.orElseThrow().ended()) {
      throw new AssertionError(this + " ended while it booted");
    }
    leader = Leader.of(guarded.orElseThrow());
    return leader.isPresent() && BOOTED.contains(state());
  }

  private Leader leader() {
    return leader
        .filter(Leader::alive)
        .orElseThrow(() -> new AssertionError(this + " isn't running:\n" + console()));
  }

  private static String[] as(String user, String... command) {
    Stream<String> prefix =
        Stream.of("runuser", "-l", "-s", "/bin/sh", "-c", "exec \"$@\"", user, "--", "sh");
    return Stream.concat(prefix, Stream.of(command)).toArray(String[]::new);
  }
}
