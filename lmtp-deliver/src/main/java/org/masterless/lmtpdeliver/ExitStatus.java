package org.masterless.lmtpdeliver;

/**
 * What a command's exit status means (sysexits.h). Those that say that the command is set up
 * wrongly, or that a service or host it needs isn't there, are temporary: that is no reason to
 * refuse mail for good.
 */
final class ExitStatus {
  private static final int USAGE = 64;
  private static final int DATA = 65;
  private static final int NO_USER = 67;
  private static final int CANNOT_CREATE = 73;
  private static final int NO_PERMISSION = 77;
  private static final int CONFIG = 78;

  private ExitStatus() {}

  static Answer answer(int status, String recipient) {
    Answer answer =
        switch (status) {
          case 0 -> Answers.saved(recipient);
          case DATA -> Answer.of(554, "5.6.0", "Message is not acceptable");
          case NO_USER -> Answers.UNKNOWN_USER;
          case NO_PERMISSION -> Answer.of(554, "5.7.0", "Message is not permitted");
          case CANNOT_CREATE -> Answers.NO_MAILBOX;
          case USAGE, CONFIG -> Answers.NO_LOCATION;
          default -> Answers.TROUBLE;
        };
    return status == 0 ? answer : answer.because("the command ended with status " + status);
  }
}
