package org.masterless.lmtpdeliver;

import org.masterless.accounts.User;
import org.masterless.delivery.Envelope;

/** What stands for a message's own in the words of the command. */
final class Placeholders {
  private Placeholders() {}

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
