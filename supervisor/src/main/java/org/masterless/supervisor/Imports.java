package org.masterless.supervisor;

import java.util.ArrayList;
import java.util.List;
import org.masterless.system.Environment;

/**
 * The variables that a daemon is given: Postfix's import_environment, names of ours to pass on and
 * {@code name=value} pairs of its own (postconf(5)).
 */
final class Imports {
  private Imports() {}

  /** What {@code words} make of {@code environment}, as {@code NAME=value}. */
  static List<String> of(List<String> words, Environment environment) {
    List<String> found = new ArrayList<>();
    for (String word : words) {
      String pair = word.indexOf('=') > 0 ? word : inherited(word, environment);
      if (!pair.isEmpty()) {
        found.removeIf(other -> name(other).equals(name(pair)));
        found.add(pair);
      }
    }
    return found;
  }

  /** Blanks and commas separate words; braces keep them together: {@code { name = a, b }}. */
  static List<String> words(String list) {
    List<String> words = new ArrayList<>();
    int start = 0;
    int depth = 0;
    for (int i = 0; i <= list.length(); i++) {
      char c = i == list.length() ? ' ' : list.charAt(i);
      depth += c == '{' ? 1 : 0;
      depth -= c == '}' ? 1 : 0;
      boolean isEnd = i == list.length() || (depth <= 0 && isSeparator(c));
      if (isEnd && i > start) {
        words.add(plain(list.substring(start, i)));
      }
      start = isEnd ? i + 1 : start;
    }
    return words;
  }

  private static boolean isSeparator(char c) {
    return c == ' ' || c == ',' || c == '\t' || c == '\r' || c == '\n';
  }

  private static String plain(String word) {
    if (!word.startsWith("{") || !word.endsWith("}")) {
      return word;
    }
    String pair = word.substring(1, word.length() - 1).trim();
    int equals = pair.indexOf('=');
    return equals < 0
        ? pair
        : pair.substring(0, equals).trim() + "=" + pair.substring(equals + 1).trim();
  }

  private static String inherited(String name, Environment environment) {
    return environment.get(name).isPresent() ? name + "=" + environment.get(name).orElse("") : "";
  }

  private static String name(String pair) {
    return pair.substring(0, Math.max(0, pair.indexOf('=')));
  }
}
