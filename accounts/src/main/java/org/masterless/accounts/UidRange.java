package org.masterless.accounts;

import java.util.Optional;
import org.masterless.system.Numbers;

/**
 * The uids that mail users may have, both ends included. Root is never one of them, whatever is
 * configured.
 */
public record UidRange(int first, int last) {
  /** What Debian gives to people (adduser.conf(5), FIRST_UID and LAST_UID). */
  public static final UidRange DEFAULT = new UidRange(1000, 59999);

  /** {@code FIRST-LAST}, or one uid; nothing for other text and for ranges that hold nobody. */
  public static Optional<UidRange> parse(String text) {
    int dash = text.indexOf('-');
    int first = Numbers.parse(dash < 0 ? text : text.substring(0, dash), Integer.MAX_VALUE);
    int last = Numbers.parse(text.substring(dash + 1), Integer.MAX_VALUE);
    return first < 1 || last < first ? Optional.empty() : Optional.of(new UidRange(first, last));
  }

  public boolean allows(int uid) {
    return uid > 0 && uid >= first && uid <= last;
  }

  /**
   * Why nobody may become {@code user}; empty where its ids are allowed. Negative ids, which are
   * those above {@link Integer#MAX_VALUE}, are not: to the kernel -1 means to change nothing.
   */
  public String refusal(User user) {
    if (user.uid() == 0) {
      return "uid 0 of user " + user.name() + " is refused always";
    }
    if (!allows(user.uid())) {
      return "uid " + user.uid() + " of user " + user.name() + " is not in " + first + "-" + last;
    }
    return user.gid() <= 0
        ? "gid " + user.gid() + " of user " + user.name() + " is refused always"
        : "";
  }
}
