package org.masterless.maildir;

/** What came of beginning a message. */
public sealed interface Beginning permits NewMessage, Failure {}
