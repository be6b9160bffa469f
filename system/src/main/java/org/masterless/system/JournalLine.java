package org.masterless.system;

/** One line for the journal, with its priority in front as systemd reads it (sd-daemon(3)). */
public final class JournalLine {
  public static final int ERROR = 3;
  public static final int WARNING = 4;
  public static final int NOTICE = 5;
  public static final int INFO = 6;

  private JournalLine() {}

  /**
   * {@code <N>text} and a line end; control characters in {@code text} can't start another line.
   */
  public static String of(int priority, String text) {
    return "<" + priority + ">" + printable(text) + "\n";
  }

  /**
   * For /dev/kmsg, where the kernel wants the program's name and pid too (systemd.generator(7)).
   */
  public static String forKernelLog(int priority, String program, int pid, String text) {
    return "<" + priority + ">" + program + "[" + pid + "]: " + printable(text) + "\n";
  }

  /** For a person, who wants to know who speaks. */
  static String forTerminal(String program, String text) {
    return program + ": " + printable(text) + "\n";
  }

  private static String printable(String text) {
    char[] chars = text.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      if (chars[i] < ' ' || chars[i] == 127) {
        chars[i] = '?';
      }
    }
    return new String(chars);
  }
}
