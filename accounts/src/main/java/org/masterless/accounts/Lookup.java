package org.masterless.accounts;

/** What came of asking a {@link UserSource} for a name. */
public sealed interface Lookup {
  /** There is such a user. */
  record Found(User user) implements Lookup {}

  /** There is no such user, and the source is sure of it: mail to it may be refused for good. */
  record Unknown() implements Lookup {}

  /**
   * Nobody can say now: mail to it has to be tried again later (451 4.3.0).
   *
   * @param why for the log, not for clients: it may name files
   */
  record Failed(String why) implements Lookup {}
}
