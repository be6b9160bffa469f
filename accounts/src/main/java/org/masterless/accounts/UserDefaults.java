package org.masterless.accounts;

/**
 * What a user has where the source says nothing of it, as Dovecot's {@code mail_uid}, {@code
 * mail_gid} and {@code mail_home} do.
 *
 * @param uid user id, or {@link #NO_ID}: then a user without one is an error
 * @param gid id of the primary group, or {@link #NO_ID}
 * @param home absolute path with {@link Variables}, or empty: then a user without one has none
 */
public record UserDefaults(int uid, int gid, String home) {
  public static final int NO_ID = -1;
  public static final UserDefaults NONE = new UserDefaults(NO_ID, NO_ID, "");
}
