package org.masterless.accounts;

import java.util.List;

/**
 * A mail user as a source knows one; nothing in it has been judged yet ({@link UidRange}).
 *
 * @param name as the source has it, which need not be the name that it was asked for
 * @param uid user id; may be one that many users share
 * @param gid id of the primary group
 * @param groups ids of all supplementary groups, among them the primary one where the source says
 *     so
 * @param home absolute path; empty where there is none
 * @param mail Dovecot's mail location, such as {@code maildir:~/Maildir}, its variables not yet
 *     replaced; empty where the source has none
 * @param quota what the user may keep
 */
public record User(
    String name, int uid, int gid, List<Integer> groups, String home, String mail, Quota quota) {

  public User {
    groups = List.copyOf(groups);
  }
}
