package org.masterless.generator.applied;

import java.util.List;
import org.masterless.generator.Generation;
import org.masterless.generator.translate.FolderName;
import org.masterless.generator.write.TextFile;
import org.masterless.system.Errno;
import org.masterless.system.FileContent;
import org.masterless.system.FileStatus;
import org.masterless.system.Files;

/**
 * The main.cf and master.cf that a running instance was started or reloaded with, or the
 * services.cf.
 */
public final class AppliedCopy {
  public static final List<String> OF_INSTANCE = List.of("main.cf", "master.cf");
  public static final List<String> OF_SERVICES = List.of("services.cf");
  private static final String LINKS = InstanceState.ROOT + "/+configurations";

  private AppliedCopy() {}

  /** By which a generator that knows the configuration directory finds the copy. */
  public static String linkOf(String directory) {
    return LINKS + "/" + FolderName.of(directory);
  }

  public static boolean isIn(Files files, String folder, List<String> names) {
    FileStatus status = new FileStatus();
    for (String name : names) {
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

  /** Copies all files, for root alone: what they were made of may be closed to others. */
  static Taken take(Files files, InstanceState state, String directory) {
    String into = state.newCopy();
    for (String name : state.fileNames()) {
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

  /** Makes the new copy the one in force; answers 0 or {@code -errno}. */
  static int move(Files files, InstanceState state) {
    int answer = 0;
    for (String name : state.fileNames()) {
      String path = state.folder() + "/" + name;
      answer = Math.min(answer, files.rename(state.newCopy() + "/" + name, path));
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
    for (String name : state.fileNames()) {
      files.unlink(state.folder() + "/" + name);
      files.unlink(state.newCopy() + "/" + name);
    }
  }
}
