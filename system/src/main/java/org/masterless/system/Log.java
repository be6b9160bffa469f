package org.masterless.system;

/**
 * Where a program says what happened: to the journal with a priority that it can sort by, to a
 * person at a terminal with the program's name.
 */
public final class Log {
  private final Files files;
  private final int descriptor;
  private final String program;
  private final boolean isJournal;

  private Log(Files files, int descriptor, String program, boolean isJournal) {
    this.files = files;
    this.descriptor = descriptor;
    this.program = program;
    this.isJournal = isJournal;
  }

  /** On standard error. */
  public static Log of(Files files, Environment environment, String program) {
    String journal = environment.get("JOURNAL_STREAM").orElse("");
    return new Log(
        files, Output.STANDARD_ERROR, program, isSame(files, Output.STANDARD_ERROR, journal));
  }

  /** The same place by another {@code descriptor}. */
  public Log at(int descriptor) {
    return new Log(files, descriptor, program, isJournal);
  }

  /** One line; priorities are those of {@link JournalLine}. */
  public void say(int priority, String text) {
    String line =
        isJournal ? JournalLine.of(priority, text) : JournalLine.forTerminal(program, text);
    Output.write(files, descriptor, line);
  }

  public void error(String text) {
    say(JournalLine.ERROR, text);
  }

  public void warning(String text) {
    say(JournalLine.WARNING, text);
  }

  /**
   * The variable is inherited by whatever a service starts, so it is the file's numbers that count
   * (systemd.exec(5), JOURNAL_STREAM).
   */
  private static boolean isSame(Files files, int descriptor, String deviceAndInode) {
    FileStatus status = new FileStatus();
    return !deviceAndInode.isEmpty()
        && files.status(descriptor, status) >= 0
        && deviceAndInode.equals(status.device() + ":" + status.inode());
  }
}
