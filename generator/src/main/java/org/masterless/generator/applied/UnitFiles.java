package org.masterless.generator.applied;

import org.masterless.system.FileContent;
import org.masterless.system.Files;
import org.masterless.system.Octets;

/**
 * Units, drop-ins and links in a folder.
 *
 * @param folder without a slash at the end
 */
record UnitFiles(Files files, String folder) {
  private static final int LARGEST_UNIT = 1 << 20;
  private static final int LONGEST_LINK = 4096;

  /** Where units go that are to outlive a daemon-reload, and hide those of the generator. */
  static UnitFiles inForce(Files files) {
    return new UnitFiles(files, "/run/systemd/system");
  }

  String path(String name) {
    return folder + "/" + name;
  }

  /** The text of a file, or where a link leads to; empty where there is neither. */
  String text(String name) {
    byte[] target = new byte[LONGEST_LINK];
    int length = files.readLink(path(name), target);
    return length >= 0
        ? Octets.text(target, 0, length)
        : FileContent.read(files, path(name), LARGEST_UNIT).text();
  }

  /** Takes a file over from another folder; answers 0 or {@code -errno}. */
  int take(UnitFiles from, String name) {
    int slash = name.indexOf('/');
    if (slash > 0) {
      // Where it is there already, or can't be made, the next call tells.
      files.mkdir(path(name.substring(0, slash)), 0755);
    }
    return files.rename(from.path(name), path(name));
  }

  /** And the folder that it was the last one in. */
  void remove(String name) {
    files.unlink(path(name));
    int slash = name.indexOf('/');
    if (slash > 0) {
      files.rmdir(path(name.substring(0, slash)));
    }
  }
}
