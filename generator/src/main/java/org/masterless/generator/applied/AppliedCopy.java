package org.masterless.generator.applied;

import java.util.List;
import org.masterless.generator.Generation;
import org.masterless.generator.translate.FolderName;
import org.masterless.generator.write.TextFile;
import org.masterless.system.Errno;
import org.masterless.system.FileContent;
import org.masterless.system.FileStatus;
import org.masterless.system.Files;

/** The main.cf and master.cf that a running instance was started or reloaded with. */
public final class AppliedCopy {
  private static final List<String> NAMES = List.of("main.cf", "master.cf");
  private static final String LINKS = InstanceState.ROOT + "/+configurations";

  private AppliedCopy() {}

  /** By which a generator that knows the configuration directory finds the copy. */
  public static String linkOf(String directory) {
    return LINKS + "/" + FolderName.of(directory);
  }

  public static boolean isIn(Files files, String folder) {
    FileStatus status = new FileStatus();
    for (String name : NAMES) {
      if (files.status(folder + "/" + name, status) < 0 || !status.isRegular()) {
        return false;
      }
    }
    return true;
  }

  /**
   * How copying went.
   *
   * @param failure for people; empty where it went well
   * @param isReadable whether the files can be read, so that it is the copy that can't be written
   */
  record Taken(String failure, boolean isReadable) {}

  /** Copies both files, for root alone: what they were made of may be closed to others. */
  static Taken take(Files files, String directory, String into) {
    for (String name : NAMES) {
      String from = directory + "/" + name;
      FileContent content = FileContent.read(files, from, Generation.LARGEST_MASTER_CF);
      if (content.failed()) {
        return new Taken(Generation.cannotRead(from, content), false);
      }
      int answer = TextFile.write(files, into + "/" + name, content.text(), 0600);
      if (answer < 0) {
        String why = "can't write " + into + "/" + name + ": " + Errno.message(answer);
        return new Taken(why, true);
      }
    }
    return new Taken("", true);
  }

  /** Makes the copy in {@code from} the one in {@code into}; answers 0 or {@code -errno}. */
  static int move(Files files, String from, String into) {
    int answer = 0;
    for (String name : NAMES) {
      answer = Math.min(answer, files.rename(from + "/" + name, into + "/" + name));
    }
    return answer;
  }

  /** Lets generators find the copy of {@code state}; answers 0 or {@code -errno}. */
  static int link(Files files, InstanceState state, String directory) {
    int answer = files.mkdir(LINKS, 0755);
    if (answer < 0 && answer != -Errno.EEXIST) {
      return answer;
    }
    files.unlink(linkOf(directory));
    return files.symlink("../" + state.name(), linkOf(directory));
  }

  static void remove(Files files, InstanceState state, String directory) {
    files.unlink(linkOf(directory));
    for (String name : NAMES) {
      files.unlink(state.folder() + "/" + name);
      files.unlink(state.newCopy() + "/" + name);
    }
  }
}
