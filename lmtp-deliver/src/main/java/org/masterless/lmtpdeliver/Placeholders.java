package org.masterless.lmtpdeliver;

import java.util.List;
import org.masterless.accounts.User;
import org.masterless.delivery.Envelope;

/** What stands for a message's own in the words of the command. */
final class Placeholders {
  private static final List<String> KNOWN =
      List.of("{sender}", "{recipient}", "{detail}", "{session}", "{user}", "{home}");

  private Placeholders() {}

  /**
   * What is wrong with a word of the command that is as it stands nobody's wish: all mail would go
   * to a user called user. In services.cf braces are syntax, and one pair of them is lost.
   */
  static String wrong(String word) {
    if (KNOWN.contains("{" + word + "}")) {
      return "\""
          + word
          + "\" of PROGRAM: expected {"
          + word
          + "}, which is {{"
          + word
          + "}} in services.cf";
    }
    boolean isOne = word.startsWith("{") && word.endsWith("}") && word.indexOf(' ') < 0;
    return isOne && !KNOWN.contains(word)
        ? "\"" + word + "\" of PROGRAM is unknown: expected one of " + String.join(", ", KNOWN)
        : "";
  }

  /** One word stays one, whatever is in it: no shell sees it. */
  static String replaced(String word, User user, Envelope envelope) {
    StringBuilder text = new StringBuilder();
    int next = 0;
    while (next < word.length()) {
      int open = word.indexOf('{', next);
      int close = open < 0 ? -1 : word.indexOf('}', open);
      if (close < 0) {
        return text.append(word, next, word.length()).toString();
      }
      text.append(word, next, open);
      text.append(value(word.substring(open, close + 1), user, envelope));
      next = close + 1;
    }
    return text.toString();
  }

  private static String value(String placeholder, User user, Envelope envelope) {
    return switch (placeholder) {
      case "{sender}" -> envelope.get(Envelope.SENDER);
      case "{recipient}" -> envelope.get(Envelope.RECIPIENT);
      case "{detail}" -> envelope.get(Envelope.DETAIL);
      case "{session}" -> envelope.get(Envelope.SESSION);
      case "{user}" -> user.name();
      case "{home}" -> user.home();
      default -> placeholder;
    };
  }
}
