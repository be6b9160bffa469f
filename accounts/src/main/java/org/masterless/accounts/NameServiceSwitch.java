package org.masterless.accounts;

import java.util.ArrayList;
import java.util.List;
import org.masterless.system.Errno;
import org.masterless.system.FileContent;
import org.masterless.system.Files;
import org.masterless.system.Pieces;

/**
 * Whether libc would tell that a source of users can't be asked: it goes on to the next one, and of
 * all of them reports the last one's answer only (nsswitch.conf(5), and glibc's nss/XXlookup.c).
 */
final class NameServiceSwitch {
  static final String PATH = "/etc/nsswitch.conf";
  private static final String DATABASE = "passwd";
  private static final int MOST = 64 * 1024;

  /** These ask nobody who may be down, but for NIS behind the second, which has its own line. */
  private static final List<String> LOCAL =
      List.of("files", "compat", "db", "altfiles", "systemd", "mymachines");

  private NameServiceSwitch() {}

  /** Why a user whom libc doesn't know may be there all the same; empty where that can't be. */
  static String doubt(Files files) {
    FileContent content = FileContent.read(files, PATH, MOST);
    if (content.error() == -Errno.ENOENT) {
      return "";
    }
    if (content.failed()) {
      return PATH + ": " + Errno.message(content.error());
    }
    List<String> lines = Pieces.of(content.text(), '\n');
    for (int i = 0; i < lines.size(); i++) {
      String source = unnoticed(sources(lines.get(i)));
      if (!source.isEmpty()) {
        return PATH
            + ":"
            + (i + 1)
            + ": "
            + source
            + " isn't the last source and may have failed unnoticed;"
            + " [UNAVAIL=return TRYAGAIN=return] behind it would tell";
      }
    }
    return "";
  }

  /** What stands behind the colon; nothing for other databases and for comments. */
  private static String sources(String line) {
    int comment = line.indexOf('#');
    String text = comment < 0 ? line : line.substring(0, comment);
    int colon = text.indexOf(':');
    return colon >= 0 && text.substring(0, colon).trim().equals(DATABASE)
        ? text.substring(colon + 1)
        : "";
  }

  /** The first source, but the last, that isn't local and whose failure isn't an answer. */
  private static String unnoticed(String sources) {
    String pending = "";
    for (String word : words(sources)) {
      if (word.startsWith("[")) {
        pending = returnsFailures(word) ? "" : pending;
      } else if (!pending.isEmpty()) {
        return pending;
      } else {
        pending = LOCAL.contains(word) ? "" : word;
      }
    }
    return "";
  }

  /** Sources, and what is in brackets as one word each. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int end = c == '[' ? text.indexOf(']', at) : endOfName(text, at);
      end = end < 0 ? text.length() : c == '[' ? end + 1 : end;
      if (end > at) {
        words.add(text.substring(at, end));
      }
      at = Math.max(end, at + 1);
    }
    return words;
  }

  private static int endOfName(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) > ' ' && text.charAt(end) != '[') {
      end++;
    }
    return end;
  }

  /** {@code [!STATUS=ACTION]} is for all statuses but this one; the last action of each counts. */
  private static boolean returnsFailures(String actions) {
    boolean isUnavailable = false;
    boolean isTryAgain = false;
    String inside = actions.replace("[", " ").replace("]", " ").replace('\t', ' ');
    for (String action : Pieces.of(inside, ' ')) {
      int equals = action.indexOf('=');
      if (equals > 0) {
        boolean isReturn = action.substring(equals + 1).equalsIgnoreCase("return");
        isUnavailable = concerns(action, equals, "UNAVAIL") ? isReturn : isUnavailable;
        isTryAgain = concerns(action, equals, "TRYAGAIN") ? isReturn : isTryAgain;
      }
    }
    return isUnavailable && isTryAgain;
  }

  private static boolean concerns(String action, int equals, String status) {
    return action.startsWith("!")
        ? !action.substring(1, equals).equalsIgnoreCase(status)
        : action.substring(0, equals).equalsIgnoreCase(status);
  }
}
