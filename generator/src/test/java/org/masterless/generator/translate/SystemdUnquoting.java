package org.masterless.generator.translate;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads words as systemd does (extract-word.c, then specifiers), written from systemd.syntax(7) and
 * independent of {@link Quoting}.
 */
final class SystemdUnquoting {
  private final String line;
  private final boolean hasCEscapes;
  private int at;

  private SystemdUnquoting(String line, boolean hasCEscapes) {
    this.line = line;
    this.hasCEscapes = hasCEscapes;
  }

  /** Words of {@code Exec*=}. */
  static List<String> execWords(String line) {
    return new SystemdUnquoting(line, true).words();
  }

  /** Words of a list of paths. */
  static List<String> listWords(String line) {
    return new SystemdUnquoting(line, false).words();
  }

  private List<String> words() {
    List<String> words = new ArrayList<>();
    skipBlanks();
    while (at < line.length()) {
      words.add(specifiers(word()));
      skipBlanks();
    }
    return words;
  }

  private void skipBlanks() {
    while (at < line.length() && isBlank(line.charAt(at))) {
      at++;
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    char quote = 0;
    while (at < line.length() && (quote != 0 || !isBlank(line.charAt(at)))) {
      char c = line.charAt(at++);
      if (c == '\\') {
        word.append(escaped());
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else {
        word.append(c);
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("open quote in " + line);
    }
    return word.toString();
  }

  private char escaped() {
    char c = line.charAt(at++);
    if (!hasCEscapes || c == '\\' || c == '"' || c == '\'') {
      return c;
    }
    if (c != 'x') {
      throw new IllegalArgumentException("escape \\" + c + " in " + line);
    }
    at += 2;
    return (char) Integer.parseInt(line.substring(at - 2, at), 16);
  }

  private static String specifiers(String word) {
    String rest = word.replace("%%", "");
    if (rest.contains("%")) {
      throw new IllegalArgumentException("specifier in " + word);
    }
    return word.replace("%%", "%");
  }
}
