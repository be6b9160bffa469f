package org.masterless.maildir;

/** What came of opening a mailbox. */
public sealed interface MailboxOpening permits Mailbox, Failure {}
