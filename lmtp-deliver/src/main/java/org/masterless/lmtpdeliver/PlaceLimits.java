package org.masterless.lmtpdeliver;

/**
 * How many deliveries at a time are not too many.
 *
 * @param ofUser for one name, as Dovecot's lmtp_user_concurrency_limit; 0 is no limit
 * @param ofUid for all names of one uid together, who can stop each other's processes; 0 is no
 *     limit
 */
record PlaceLimits(int ofUser, int ofUid) {

  /** A service of one uid has nobody to keep places for. */
  static PlaceLimits of(Settings settings, int ownUid) {
    int half = (settings.maxProcesses() + 1) / 2;
    return new PlaceLimits(settings.userConcurrencyLimit(), settings.isForOne(ownUid) ? 0 : half);
  }

  /** For a moment; they have places too, and others need some. */
  boolean allowToWait(int countOfUser, int countOfUid) {
    return allow(countOfUser, 2 * countOfUid - 1);
  }

  boolean allow(int countOfUser, int countOfUid) {
    return (ofUser == 0 || countOfUser <= ofUser) && (ofUid == 0 || countOfUid <= ofUid);
  }
}
