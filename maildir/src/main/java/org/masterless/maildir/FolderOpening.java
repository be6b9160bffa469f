package org.masterless.maildir;

/** What came of opening a folder for messages. */
sealed interface FolderOpening permits MailFolder, Failure {}
