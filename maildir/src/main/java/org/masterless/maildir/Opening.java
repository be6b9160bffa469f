package org.masterless.maildir;

/** A folder that was opened, or why it could not be. */
sealed interface Opening permits OwnFolder, Failure {}
