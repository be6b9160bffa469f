package org.masterless.generator.read;

/** What may be the name of a host: {@code valid_hostname} of Postfix's valid_hostname.c. */
final class HostName {
  private static final int LONGEST = 255;
  private static final int LONGEST_LABEL = 63;

  private HostName() {}

  /** Dots and digits alone are no name: {@code 127.1} is a mistyped address. */
  static boolean isValid(String name) {
    if (name.isEmpty() || name.length() > LONGEST || isNumeric(name)) {
      return false;
    }
    int start = 0;
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', start)) {
      if (!isLabel(name.substring(start, dot))) {
        return false;
      }
      start = dot + 1;
    }
    return isLabel(name.substring(start));
  }

  private static boolean isNumeric(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) != '.' && !Ascii.isDigit(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLabel(String label) {
    if (label.isEmpty() || label.length() > LONGEST_LABEL) {
      return false;
    }
    for (int i = 0; i < label.length(); i++) {
      if (label.charAt(i) != '-' && !Ascii.isNamePart(label.charAt(i))) {
        return false;
      }
    }
    return !label.startsWith("-") && !label.endsWith("-");
  }
}
