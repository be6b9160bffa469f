package org.masterless.lmtpproxy.smtp;

/**
 * A command line.
 *
 * @param verb its first word
 * @param argument what follows, without spaces around it; an octet string
 */
public record Command(Verb verb, String argument) {
  public static Command of(String line) {
    int space = line.indexOf(' ');
    return space < 0
        ? new Command(Verb.of(line), "")
        : new Command(Verb.of(line.substring(0, space)), line.substring(space + 1).strip());
  }

  /** Whether {@code line} has only what a command may consist of: no control characters. */
  public static boolean isClean(String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c < ' ' || c == 127) {
        return false;
      }
    }
    return true;
  }
}
