package org.masterless.lmtpdeliver;

import java.util.ArrayList;
import java.util.List;
import org.masterless.accounts.DovecotUserdbSource;
import org.masterless.accounts.PasswdFileSource;
import org.masterless.accounts.PasswdSource;
import org.masterless.accounts.UserDefaults;
import org.masterless.accounts.UserSource;
import org.masterless.accounts.UserSources;
import org.masterless.system.Calls;
import org.masterless.system.Numbers;
import org.masterless.system.Pieces;

/**
 * Where users are looked up, by the words of {@code --users}: {@code nss}, {@code passwd-file:PATH}
 * or {@code dovecot:SOCKET}, behind the latter two what a user has where they don't say, as {@code
 * :uid=5000:gid=5000:home=/srv/mail/%d/%n}.
 */
final class UserSourceReader {
  private static final String NSS = "nss";
  private static final String PASSWD_FILE = "passwd-file";
  private static final String DOVECOT = "dovecot";

  /** What Dovecot is told to look up for. */
  private static final String SERVICE = "lmtp";

  private UserSourceReader() {}

  /** What is wrong with {@code word}; empty where it is known. */
  static String wrong(String word) {
    if (word.equals(NSS)) {
      return "";
    }
    List<String> pieces = Pieces.of(word, ':');
    boolean isKnown = pieces.get(0).equals(PASSWD_FILE) || pieces.get(0).equals(DOVECOT);
    if (!isKnown || pieces.size() < 2 || !pieces.get(1).startsWith("/")) {
      return "expected nss, passwd-file:/PATH or dovecot:/SOCKET, not " + word;
    }
    List<String> seen = new ArrayList<>();
    for (String option : pieces.subList(2, pieces.size())) {
      String name = option.substring(0, Math.max(0, option.indexOf('=')));
      String wrong =
          seen.contains(name) ? "is given twice" : wrong(name, option.substring(name.length()));
      if (!wrong.isEmpty()) {
        return "\"" + option + "\" of " + pieces.get(0) + ":" + pieces.get(1) + " " + wrong;
      }
      seen.add(name);
    }
    return "";
  }

  /** {@code assignment} is the value, with the equals sign before it. */
  private static String wrong(String name, String assignment) {
    return switch (name) {
      case "uid", "gid" ->
          Numbers.parse(assignment.substring(1), Integer.MAX_VALUE) < 1
              ? "is no " + name + ": expected a number, not 0"
              : "";
      case "home" -> assignment.startsWith("=/") ? "" : "is no absolute path";
      default -> "is unknown: expected uid=NUMBER, gid=NUMBER or home=/PATH";
    };
  }

  /** {@code words} with which nothing is wrong; {@code timeout} is of each, in milliseconds. */
  static UserSource read(Calls calls, List<String> words, int timeout) {
    List<UserSource> sources = new ArrayList<>();
    for (String word : words) {
      List<String> pieces = Pieces.of(word, ':');
      String path = pieces.size() > 1 ? pieces.get(1) : "";
      UserDefaults defaults = defaults(pieces);
      if (pieces.get(0).equals(PASSWD_FILE)) {
        sources.add(new PasswdFileSource(calls, path, defaults));
      } else if (pieces.get(0).equals(DOVECOT)) {
        sources.add(new DovecotUserdbSource(calls, path, SERVICE, timeout, defaults));
      } else {
        sources.add(new PasswdSource(calls.files(), calls.identities()));
      }
    }
    return new UserSources(sources);
  }

  private static UserDefaults defaults(List<String> pieces) {
    return new UserDefaults(
        Numbers.parse(value(pieces, "uid="), Integer.MAX_VALUE),
        Numbers.parse(value(pieces, "gid="), Integer.MAX_VALUE),
        value(pieces, "home="));
  }

  /** Empty where there is none. */
  private static String value(List<String> pieces, String start) {
    for (String piece : pieces) {
      if (piece.startsWith(start)) {
        return piece.substring(start.length());
      }
    }
    return "";
  }
}
