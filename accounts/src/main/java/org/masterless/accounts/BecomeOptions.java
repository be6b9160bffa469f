package org.masterless.accounts;

/**
 * What an admin may decide about becoming a user.
 *
 * @param range the uids that may be become
 * @param keepsSetGid whether programs that are executed later may still be set-gid or set-uid, as
 *     maildrop is in places; else they give no rights (PR_SET_NO_NEW_PRIVS)
 * @param boundingSet the capabilities, as bits by their numbers, that the unit has: more in the
 *     bounding set is an error
 */
public record BecomeOptions(UidRange range, boolean keepsSetGid, long boundingSet) {
  /** CAP_SETGID and CAP_SETUID, which are all that becoming a user takes. */
  public static final long SET_IDS = 1L << 6 | 1L << 7;

  public static BecomeOptions of(UidRange range) {
    return new BecomeOptions(range, false, SET_IDS);
  }

  /** Lets commands that the user hands mail to be set-gid. */
  public BecomeOptions keepingSetGid() {
    return new BecomeOptions(range, true, boundingSet);
  }

  /** For a unit that has more than these capabilities. */
  public BecomeOptions under(long capabilities) {
    return new BecomeOptions(range, keepsSetGid, SET_IDS | capabilities);
  }
}
