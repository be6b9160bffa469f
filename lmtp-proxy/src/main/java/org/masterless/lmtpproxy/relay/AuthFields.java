package org.masterless.lmtpproxy.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A line of Dovecot's auth protocol: fields between tabs, with \x01 before what is escaped. */
record AuthFields(List<String> fields) {
  static AuthFields of(String line) {
    List<String> fields = new ArrayList<>();
    for (String field : line.split("\t", -1)) {
      fields.add(unescaped(field));
    }
    return new AuthFields(fields);
  }

  String get(int index) {
    return index < fields.size() ? fields.get(index) : "";
  }

  boolean has(String name) {
    return fields.contains(name) || value(name).isPresent();
  }

  Optional<String> value(String name) {
    return fields.stream()
        .filter(field -> field.startsWith(name + "="))
        .map(field -> field.substring(name.length() + 1))
        .findFirst();
  }

  private static String unescaped(String field) {
    StringBuilder text = new StringBuilder();
    boolean isEscaped = false;
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (!isEscaped && c == 1) {
        isEscaped = true;
      } else {
        text.append(isEscaped ? meaning(c) : c);
        isEscaped = false;
      }
    }
    return text.toString();
  }

  private static char meaning(char c) {
    return switch (c) {
      case '0' -> '\0';
      case '1' -> 1;
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'n' -> '\n';
      default -> c;
    };
  }
}
