package org.masterless.generator.translate;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes {@code -c} and {@code -u} out of an entry's arguments: whether to chroot, and whose process
 * it is, are not the daemon's to decide here. Words are read as the daemon's getopt(3) will.
 */
final class OwnArguments {
  private static final String TAKING_A_VALUE = "imnorst";

  private final List<String> arguments;
  private final List<String> kept = new ArrayList<>();
  private boolean isUnprivileged;
  private int chrootAt = -1;
  private int next;

  private OwnArguments(List<String> arguments) {
    this.arguments = arguments;
  }

  static OwnArguments of(List<String> arguments) {
    OwnArguments own = new OwnArguments(arguments);
    own.read();
    return own;
  }

  /** What is left. */
  List<String> kept() {
    return kept;
  }

  /** Whether there was a {@code -u}. */
  boolean isUnprivileged() {
    return isUnprivileged;
  }

  /** Index of the argument that had the {@code -c}, or -1. */
  int chrootAt() {
    return chrootAt;
  }

  private void read() {
    while (next < arguments.size() && isOptions(arguments.get(next))) {
      takeWord(arguments.get(next++));
    }
    kept.addAll(arguments.subList(next, arguments.size()));
  }

  private static boolean isOptions(String word) {
    return word.length() > 1 && word.startsWith("-") && !word.equals("--");
  }

  /** One word may hold several letters, and the value of the last of them. */
  private void takeWord(String word) {
    StringBuilder rest = new StringBuilder("-");
    int letter = 1;
    while (letter < word.length() && TAKING_A_VALUE.indexOf(word.charAt(letter)) < 0) {
      takeFlag(word.charAt(letter++), rest);
    }
    rest.append(word.substring(letter));
    if (rest.length() > 1) {
      kept.add(rest.toString());
    }
    boolean valueIsNextWord = letter == word.length() - 1;
    if (valueIsNextWord && next < arguments.size()) {
      kept.add(arguments.get(next++));
    }
  }

  private void takeFlag(char letter, StringBuilder rest) {
    switch (letter) {
      case 'c' -> chrootAt = next - 1;
      case 'u' -> isUnprivileged = true;
      default -> rest.append(letter);
    }
  }
}
