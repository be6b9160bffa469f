package org.masterless.lmtpdeliver;

import org.masterless.maildir.Failure;

/**
 * The table of replies. What is wrong here and not with the message is temporary, however unlikely
 * it is to mend itself: mail that waits isn't lost.
 */
final class Answers {
  static final Answer RECIPIENT_OK = Answer.of(250, "2.1.5", "OK");
  static final Answer UNKNOWN_USER = Answer.of(550, "5.1.1", "User doesn't exist");
  static final Answer LOOK_UP_FAILED = Answer.of(451, "4.3.0", "User can't be looked up now");
  static final Answer NOT_ALLOWED = Answer.of(451, "4.3.5", "System is not set up for this user");
  static final Answer TOO_MANY = Answer.of(451, "4.3.0", "Too many concurrent deliveries for user");
  static final Answer NO_MAILBOX = Answer.of(451, "4.2.0", "Mailbox is not available now");
  static final Answer NO_LOCATION =
      Answer.of(451, "4.3.5", "System is not set up for this mailbox");
  static final Answer TOO_LARGE = Answer.of(552, "5.3.4", "Message is too large");
  static final Answer NO_SPACE = Answer.of(452, "4.3.1", "No space left");
  static final Answer FULL = Answer.of(552, "5.2.2", "Mailbox is full");
  static final Answer FULL_NOW = Answer.of(452, "4.2.2", "Mailbox is full");
  static final Answer LARGER_THAN_QUOTA =
      Answer.of(552, "5.2.3", "Message is larger than the mailbox may be");
  static final Answer TROUBLE = Answer.of(451, "4.3.0", "Message can't be stored now");
  static final Answer GARBAGE = Answer.of(451, "4.3.0", "Internal protocol error");
  static final Answer TIMEOUT = Answer.of(451, "4.4.2", "Message did not come in time");
  static final Answer NOT_WHOLE = Answer.of(451, "4.3.0", "Message did not come whole");

  private Answers() {}

  static Answer saved(String recipient) {
    return Answer.of(250, "2.0.0", "<" + recipient + "> Saved");
  }

  static Answer of(Failure failure, boolean isFullTemporary) {
    Answer answer =
        switch (failure.cause()) {
          case NO_HOME, NOT_OWNED, NOT_A_FOLDER, NO_ACCESS -> NO_MAILBOX;
          case NO_SPACE -> NO_SPACE;
          // The file system's may be that of all users together.
          case DISK_QUOTA -> FULL_NOW;
          case MAILBOX_QUOTA -> isFullTemporary ? FULL_NOW : FULL;
          case LARGER_THAN_QUOTA -> LARGER_THAN_QUOTA;
          default -> TROUBLE;
        };
    return answer.because(failure.words());
  }
}
