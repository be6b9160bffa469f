package org.masterless.generator.translate;

import org.masterless.generator.read.Printable;

/**
 * Tells what systemd takes as a path: it drops lines that are not UTF-8, and paths with control
 * characters or with {@code .} and {@code ..} in them.
 */
final class SystemdText {
  private SystemdText() {}

  /** Why systemd wouldn't take {@code path}, or nothing where it does. */
  static String objectionTo(String path) {
    if (!path.startsWith("/")) {
      return "is not an absolute path";
    }
    if (!Printable.isPrintable(path)) {
      return "contains control characters, which systemd takes in no path";
    }
    if (!isUtf8(path)) {
      return "is not UTF-8, which systemd takes in no path";
    }
    if (path.endsWith("\\") || path.endsWith(" ")) {
      return "ends in a character that systemd takes at the end of no path";
    }
    return hasDots(path) ? "contains \".\" or \"..\"" : "";
  }

  /** Why systemd can't make {@code path} appear elsewhere: 257 forgets how quotes are quoted. */
  static String objectionToBind(String path) {
    return path.indexOf('"') < 0 && path.indexOf('\'') < 0
        ? objectionTo(path)
        : "contains a quote, and systemd can't bind such a path";
  }

  /** Why systemd wouldn't take {@code name} as a user's, or nothing where it does. */
  static String objectionToUser(String name) {
    return isName(name, "_.-") ? "" : "is no user name that systemd takes";
  }

  /** Why systemd wouldn't put {@code assignment} into an environment, or nothing where it does. */
  static String objectionToAssignment(String assignment) {
    if (!isName(assignment.substring(0, assignment.indexOf('=')), "_")) {
      return "has a name that systemd takes for no variable";
    }
    return isUtf8(assignment) ? "" : "is not UTF-8, which systemd takes for no variable";
  }

  /** A letter or an underscore, then digits and {@code others} too. */
  private static boolean isName(String name, String others) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!Quoting.isAlphanumeric(c) && others.indexOf(c) < 0) {
        return false;
      }
    }
    return !name.isEmpty() && name.charAt(0) >= 'A';
  }

  /** Why systemd can't mount a file system on {@code path}: 257 forgets what quotes these mean. */
  static String objectionToMount(String path) {
    return path.indexOf(':') < 0 && path.indexOf('\\') < 0
        ? ""
        : "contains a colon or a backslash, on which systemd can't mount anything";
  }

  static boolean hasDots(String path) {
    String slashed = "/" + path + "/";
    return slashed.contains("/./") || slashed.contains("/../");
  }

  static boolean isUtf8(String octets) {
    int i = 0;
    while (i < octets.length()) {
      int length = sequenceAt(octets, i);
      if (length == 0) {
        return false;
      }
      i += length;
    }
    return true;
  }

  /** Bytes of the well-formed sequence at {@code i} (RFC 3629, section 4), or 0. */
  private static int sequenceAt(String octets, int i) {
    char first = octets.charAt(i);
    if (first < 0x80) {
      return 1;
    }
    int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || i + length > octets.length()) {
      return 0;
    }
    for (int k = i + 1; k < i + length; k++) {
      if (octets.charAt(k) >> 6 != 2) {
        return 0;
      }
    }
    return isSecondFit(first, octets.charAt(i + 1)) ? length : 0;
  }

  /** Rules out overlong forms, surrogates, and what lies above U+10FFFF. */
  private static boolean isSecondFit(char first, char second) {
    return switch (first) {
      case 0xe0 -> second >= 0xa0;
      case 0xed -> second < 0xa0;
      case 0xf0 -> second >= 0x90;
      case 0xf4 -> second < 0x90;
      default -> true;
    };
  }
}
