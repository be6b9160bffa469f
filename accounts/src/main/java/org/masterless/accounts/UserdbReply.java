package org.masterless.accounts;

import java.util.ArrayList;
import java.util.List;

/**
 * An answer to the one request that a connection makes, which has the id 1: a command, the id, and
 * fields, with tabs between them.
 *
 * @param command empty where the line is no answer to it
 * @param fields their escapes undone
 */
record UserdbReply(String command, List<String> fields) {
  private static final UserdbReply NONE = new UserdbReply("", List.of());

  private static final char ESCAPE = '\u0001';

  static UserdbReply of(String line) {
    List<String> fields = new ArrayList<>();
    int start = 0;
    while (start <= line.length()) {
      int tab = line.indexOf('\t', start);
      int end = tab < 0 ? line.length() : tab;
      String field = unescaped(line.substring(start, end));
      if (ControlCharacters.areIn(field)) {
        return NONE;
      }
      fields.add(field);
      start = end + 1;
    }
    return fields.size() < 2 || !fields.get(1).equals("1")
        ? NONE
        : new UserdbReply(fields.get(0), List.copyOf(fields.subList(2, fields.size())));
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
