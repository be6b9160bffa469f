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

/** Where users are looked up, by the words of {@code --users}. */
final class UserSourceReader {
  private static final String NSS = "nss";
  private static final String PASSWD_FILE = "passwd-file:";
  private static final String DOVECOT = "dovecot:";

  /** What Dovecot is told to look up for. */
  private static final String SERVICE = "lmtp";

  /** Of a look-up; a front waits for the answer, and its client for the front's. */
  private static final int MOST_MILLISECONDS = 60_000;

  private UserSourceReader() {}

  static boolean isKnown(String word) {
    return word.equals(NSS) || word.startsWith(PASSWD_FILE + "/") || word.startsWith(DOVECOT + "/");
  }

  /** {@code words} that are known. */
  static UserSource read(Calls calls, List<String> words, int timeout) {
    List<UserSource> sources = new ArrayList<>();
    for (String word : words) {
      String path = word.substring(word.indexOf(':') + 1);
      if (word.startsWith(PASSWD_FILE)) {
        sources.add(new PasswdFileSource(calls, path, UserDefaults.NONE));
      } else if (word.startsWith(DOVECOT)) {
        int limit = Math.min(timeout, MOST_MILLISECONDS);
        sources.add(new DovecotUserdbSource(calls, path, SERVICE, limit, UserDefaults.NONE));
      } else {
        sources.add(new PasswdSource(calls.identities()));
      }
    }
    return new UserSources(sources);
  }
}
