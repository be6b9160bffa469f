package org.masterless.generator.applied;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.masterless.generator.write.TextFile;
import org.masterless.system.Errno;
import org.masterless.system.FileContent;
import org.masterless.system.FileStatus;
import org.masterless.system.Files;
import org.masterless.system.Pieces;

/**
 * The folder of a running instance below /run, as far as it is about its configuration.
 *
 * @param name of the folder
 */
record InstanceState(String name) {
  static final String ROOT = "/run/masterless";
  private static final String NEW_UNITS = ROOT + "/+new";

  /** Ten thousand services have some 40,000 files and links. */
  private static final int LARGEST_LIST = 4 << 20;

  /** Of services.cf, which stands beside the instances; none of those has such a name. */
  private static final String SERVICES = "+services";

  boolean isOfServices() {
    return name.equals(SERVICES);
  }

  /** The files that units are made of. */
  List<String> fileNames() {
    return isOfServices() ? AppliedCopy.OF_SERVICES : AppliedCopy.OF_INSTANCE;
  }

  String folder() {
    return ROOT + "/" + name;
  }

  /**
   * Where units are made before they are compared with those in force. No instance has such a name;
   * its own folder is a mount in the sandbox of its handle, from which nothing can be renamed.
   */
  String newUnits() {
    return NEW_UNITS + "/" + name;
  }

  /** Where a copy of the configuration is checked before it takes the place of the old one. */
  String newCopy() {
    return folder() + "/checked";
  }

  private String list() {
    return folder() + "/applied";
  }

  private String restarting() {
    return folder() + "/restarting";
  }

  private String unfinished() {
    return folder() + "/unfinished";
  }

  private String lock() {
    return folder() + "/applying";
  }

  /** Nothing where the instance isn't running. */
  Optional<Applied> read(Files files) {
    FileContent content = FileContent.read(files, list(), LARGEST_LIST);
    return content.failed() ? Optional.empty() : Applied.parse(content.text());
  }

  /** Replaces the list at once; answers 0 or {@code -errno}. */
  int write(Files files, Applied applied) {
    String temporary = list() + ".new";
    int answer = TextFile.write(files, temporary, applied.text(), 0644);
    return answer < 0 ? answer : files.rename(temporary, list());
  }

  void forget(Files files) {
    files.unlink(list());
    finish(files);
  }

  /** Remembers that the handle stops only to start again; answers 0 or {@code -errno}. */
  int noteRestart(Files files) {
    return TextFile.write(files, restarting(), "", 0600);
  }

  boolean isRestarting(Files files) {
    return files.status(restarting(), new FileStatus()) == 0;
  }

  void forgetRestart(Files files) {
    files.unlink(restarting());
  }

  /**
   * Remembers that files may be in force that systemd's units are not; answers 0 or {@code -errno}.
   */
  int begin(Files files) {
    return TextFile.write(files, unfinished(), "", 0600);
  }

  /** Whether an earlier change was begun and not finished. */
  boolean isUnfinished(Files files) {
    return files.status(unfinished(), new FileStatus()) == 0;
  }

  void finish(Files files) {
    files.unlink(unfinished());
  }

  /** Makes the folders that are missing; answers 0 or {@code -errno}. */
  int prepare(Files files) {
    for (String path : List.of(ROOT, NEW_UNITS, folder(), newUnits(), newCopy())) {
      int answer = files.mkdir(path, 0755);
      if (answer < 0 && answer != -Errno.EEXIST) {
        return answer;
      }
    }
    return 0;
  }

  /**
   * Keeps others from applying at the same time, until this process ends; answers 0 or {@code
   * -errno}, {@code -EAGAIN} while somebody else does.
   */
  int tryLock(Files files) {
    int descriptor = files.openNoFollow(lock(), Files.O_WRONLY | Files.O_CREAT, 0600);
    if (descriptor < 0) {
      return descriptor;
    }
    int answer = files.lock(descriptor);
    if (answer < 0) {
      files.close(descriptor);
    }
    return answer;
  }

  /**
   * What is in force.
   *
   * @param directory of the configuration
   * @param handle the unit that stands for the instance
   * @param identity what can't change while it runs
   * @param paths of units, drop-ins and links, relative to systemd's folder
   */
  record Applied(String directory, String handle, String identity, List<String> paths) {
    private static final int HEAD = 3;

    static Optional<Applied> parse(String text) {
      List<String> lines = Pieces.of(text, '\n');
      // What has no line end is half a line.
      lines.remove(lines.size() - 1);
      return lines.size() < HEAD
          ? Optional.empty()
          : Optional.of(
              new Applied(
                  lines.get(0), lines.get(1), lines.get(2), lines.subList(HEAD, lines.size())));
    }

    /** Units of a kind, by their names. */
    List<String> units(Predicate<String> kind) {
      List<String> units = new ArrayList<>();
      for (String path : paths) {
        if (kind.test(path)) {
          units.add(path);
        }
      }
      return units;
    }

    Applied with(List<String> others) {
      return new Applied(directory, handle, identity, others);
    }

    String text() {
      StringBuilder text = new StringBuilder();
      text.append(directory).append('\n').append(handle).append('\n');
      text.append(identity).append('\n');
      for (String path : paths) {
        text.append(path).append('\n');
      }
      return text.toString();
    }
  }
}
