package org.masterless.systemtest;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.masterless.systemtest.DiskProgram.Condition;

/**
 * A disk of a machine's that can be slow, hang and fail, and of which is known what it was told in
 * which order: ext4 on a loop device on the file of a {@link DiskProgram}.
 */
public final class Disk implements AutoCloseable {
  /** Also the most that a disk writes or loses as a whole. */
  static final int BLOCK = 4096;

  private final Machine machine;
  private final String place;
  private final Path folder;
  private final OtherJvm program;
  private final String device;

  private Disk(Machine machine, String place, Path folder, OtherJvm program, String device) {
    this.machine = machine;
    this.place = place;
    this.folder = folder;
    this.program = program;
    this.device = device;
  }

  /** A new disk of so many MiB, mounted at a folder of the machine's, which is made. */
  public static Disk mount(Machine machine, String place, int mebibytes) {
    try {
      Path folder = Files.createTempDirectory(machine.folder(), "disk");
      format(folder.resolve("image"), mebibytes);
      OtherJvm program = start(folder);
      try {
        Disk disk = new Disk(machine, place, folder, program, device(program.line()));
        disk.mountFirst();
        return disk;
      } catch (AssertionError | IOException e) {
        program.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With everything written now that ext4 would write in the background later. */
  private static void format(Path image, int mebibytes) {
    String options = "lazy_itable_init=0,lazy_journal_init=0,nodiscard";
    String block = Integer.toString(BLOCK);
    Host.run(
            "mkfs.ext4",
            "-q",
            "-b",
            block,
            "-m",
            "0",
            "-E",
            options,
            image.toString(),
            mebibytes + "M")
        .ok();
    copy(image, image.resolveSibling("formatted"));
  }

  private static OtherJvm start(Path folder) throws IOException {
    Path script = Guarded.script(folder, "disk.sh");
    return OtherJvm.start(
        List.of("unshare", "--mount", "sh", script.toString(), folder.toString()),
        DiskProgram.class,
        folder.resolve("image").toString(),
        folder.resolve("log").toString());
  }

  private static String device(String line) {
    if (!line.startsWith("/dev/loop")) {
      throw new AssertionError("no loop device: " + line);
    }
    return line;
  }

  static void copy(Path from, Path to) {
    Host.run("cp", "--sparse=always", from.toString(), to.toString()).ok();
  }

  /** The machine has no udev; and the device goes with the last that uses it. */
  private void mountFirst() throws IOException {
    try {
      String number = Files.readString(sysfs().resolve("dev")).strip().replace(':', ' ');
      machine
          .sh(
              "[ -e %1$s ] || mknod -m 600 %1$s b %2$s && mkdir -p %3$s"
                  .formatted(device, number, place))
          .ok();
      mountAgain();
    } finally {
      Host.run("losetup", "--detach", device).ok();
    }
  }

  private Path sysfs() {
    return Path.of("/sys/block", device.substring("/dev/".length()));
  }

  private void mountAgain() {
    machine.run("mount", "-t", "ext4", device, place).ok();
  }

  private void unmount() {
    Eventually.await(
        "the end of what uses " + place,
        () -> machine.run("umount", place),
        result -> result.exit() == 0);
  }

  /** Does something while whatever the disk is told takes it a hundredth of a second. */
  public void whileSlow(Runnable what) {
    during(Condition.SLOW, what);
  }

  /** Does something while nothing that the disk is told is ever done. */
  void whileHanging(Runnable what) {
    during(Condition.HANGING, what);
  }

  /** Does something while everything that the disk is told fails with EIO. */
  void whileFailing(Runnable what) {
    during(Condition.FAILING, what);
  }

  private void during(Condition condition, Runnable what) {
    set(condition);
    try {
      what.run();
    } finally {
      set(Condition.SOUND);
    }
  }

  private void set(Condition condition) {
    try {
      byte[] command = (condition + "\n").getBytes(StandardCharsets.UTF_8);
      program.process().getOutputStream().write(command);
      program.process().getOutputStream().flush();
      String answer = program.line();
      if (!answer.equals(condition.toString())) {
        throw new AssertionError("the disk says: " + answer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What an admin does once the disk is sound again. The device is held, lest it go. */
  void checkAndRemount() {
    try {
      FileInputStream held = new FileInputStream(device);
      try {
        unmount();
        Result check = Host.run("e2fsck", "-f", "-y", device);
        if (check.exit() > 1) {
          throw new AssertionError(check.toString());
        }
        mountAgain();
      } finally {
        held.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How much of the log there is, which the disk has answered before: a moment of its life. */
  long now() {
    try {
      return Files.size(log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path log() {
    return folder.resolve("log");
  }

  /** What it held before the first entry of the log. */
  Path formatted() {
    return folder.resolve("formatted");
  }

  /** Where it is mounted on the machine. */
  String place() {
    return place;
  }

  /** For whatever is made of its contents. */
  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    try {
      unmount();
      Path inUse = sysfs().resolve("loop");
      Eventually.eventually("the end of " + device, () -> !Files.exists(inUse));
    } finally {
      program.close();
    }
  }
}
