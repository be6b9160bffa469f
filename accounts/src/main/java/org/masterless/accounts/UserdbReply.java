package org.masterless.accounts;

import java.util.ArrayList;
import java.util.List;

/**
 * An answer to the one request that a connection makes, which has the id 1: a command, the id, and
 * fields, with tabs between them.
 *
 * @param command empty where the line is no answer to it
 * @param fields their escapes undone, so that anything may be in them
 */
record UserdbReply(String command, List<String> fields) {
  private static final UserdbReply NONE = new UserdbReply("", List.of());

  private static final char ESCAPE = '\u0001';

  /** Command and id are never escaped. */
  static UserdbReply of(String line) {
    int tab = line.indexOf('\t');
    if (tab < 0 || (!line.startsWith("\t1\t", tab) && !line.substring(tab).equals("\t1"))) {
      return NONE;
    }
    List<String> fields = new ArrayList<>();
    int start = tab + 3;
    while (start <= line.length()) {
      int next = line.indexOf('\t', start);
      int end = next < 0 ? line.length() : next;
      fields.add(unescaped(line.substring(start, end)));
      start = end + 1;
    }
    return new UserdbReply(line.substring(0, tab), List.copyOf(fields));
  }

  private static String unescaped(String field) {
    if (field.indexOf(ESCAPE) < 0) {
      return field;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == ESCAPE && i + 1 < field.length()) {
        i++;
        text.append(original(field.charAt(i)));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private static char original(char escaped) {
    return switch (escaped) {
      case '0' -> '\0';
      case '1' -> ESCAPE;
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'n' -> '\n';
      default -> escaped;
    };
  }
}
