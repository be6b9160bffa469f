package org.masterless.generator.translate;

import java.util.List;

/**
 * What main.cf and an entry's {@code -o} make a program reach for, beyond what its {@link Profile}
 * lets it.
 *
 * @param groups that let the mail owner read a file
 * @param closedFile a file that only root may read, or empty
 * @param barrier the folder, or the file itself, that keeps others from it
 * @param homes what it must see below /home, /root and /run/user
 * @param sharesTmp whether a socket or a file of others lies in /tmp
 * @param sharesRun whether sockets or files of others in /run may be needed
 * @param sharesServices whether those of services.cf may be, which are beside the instances there
 * @param queueFolders to write, beyond the profile's
 * @param folders to write, outside the queue
 * @param jailPaths paths that stock Postfix sees below the queue, in its jail
 */
record Needs(
    List<String> groups,
    String closedFile,
    String barrier,
    Homes homes,
    boolean sharesTmp,
    boolean sharesRun,
    boolean sharesServices,
    List<String> queueFolders,
    List<String> folders,
    List<String> jailPaths) {

  /** How much a program sees of the folders of users. */
  enum Homes {
    HIDDEN("yes"),
    READABLE("read-only"),
    WRITABLE("no");

    private final String setting;

    Homes(String setting) {
      this.setting = setting;
    }

    /** The value of {@code ProtectHome=}. */
    String setting() {
      return setting;
    }
  }

  /** Whether only root, and root's right to read everything, gets it going. */
  boolean hasClosedFile() {
    return !closedFile.isEmpty();
  }
}
