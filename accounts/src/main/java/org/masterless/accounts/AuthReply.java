package org.masterless.accounts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masterless.system.Pieces;

/**
 * A line that Dovecot's auth service answers a request with: a command, the request's id, and
 * fields, with tabs between them.
 *
 * @param command never escaped, so one with an escape in it is none
 * @param id of the request, not escaped either
 * @param fields their escapes undone, so that anything may be in them
 */
public record AuthReply(String command, String id, List<String> fields) {
  private static final char ESCAPE = '\u0001';

  public AuthReply {
    fields = List.copyOf(fields);
  }

  public static AuthReply of(String line) {
    List<String> pieces = Pieces.of(line, '\t');
    List<String> fields = new ArrayList<>();
    for (int i = 2; i < pieces.size(); i++) {
      fields.add(unescaped(pieces.get(i)));
    }
    return new AuthReply(pieces.get(0), pieces.size() > 1 ? pieces.get(1) : "", fields);
  }

  /** Whether there is a field {@code name}, with a value or without. */
  public boolean has(String name) {
    return fields.contains(name) || value(name).isPresent();
  }

  /** Of the first field {@code name=value}. */
  public Optional<String> value(String name) {
    for (String field : fields) {
      if (field.startsWith(name + "=")) {
        return Optional.of(field.substring(name.length() + 1));
      }
    }
    return Optional.empty();
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
