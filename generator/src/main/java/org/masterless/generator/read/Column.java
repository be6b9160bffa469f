package org.masterless.generator.read;

/** The fields that an entry of master.cf must have, by the names that messages give them. */
enum Column {
  SERVICE(0, "service"),
  TYPE(1, "type"),
  PRIVATE(2, "private"),
  UNPRIVILEGED(3, "unprivileged"),
  CHROOT(4, "chroot"),
  WAKEUP(5, "wakeup"),
  MAXPROC(6, "maxproc"),
  COMMAND(7, "command");

  private final int index;
  private final String word;

  Column(int index, String word) {
    this.index = index;
    this.word = word;
  }

  /** Its position in the entry, from 0 on. */
  int index() {
    return index;
  }

  String word() {
    return word;
  }
}
