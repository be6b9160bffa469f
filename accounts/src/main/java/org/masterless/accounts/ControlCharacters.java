package org.masterless.accounts;

/** What nothing of a user may have in it: in a path, an environment or a log it does harm. */
final class ControlCharacters {
  private ControlCharacters() {}

  static boolean areIn(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == 127) {
        return true;
      }
    }
    return false;
  }
}
