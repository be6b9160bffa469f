package org.masterless.lmtpdeliver;

import java.util.Optional;

/** Where a message goes: a user's Maildir, or a command. */
interface Target {
  /**
   * Before the message comes; answers why not.
   *
   * @param least size in bytes that it will have, as far as that is sure
   */
  Optional<Answer> open(long least);

  /** The next bytes of the message; answers why not, and nothing of it is left then. */
  Optional<Answer> write(byte[] bytes, int offset, int length);

  /** All of it has come: {@code size} bytes, {@code lines} of them LF. */
  Answer finish(long size, long lines);

  /** It won't come whole: nothing of it is left. */
  void drop();

  /** For the log. */
  String name();

  /** When the answer has been given, before the process ends. */
  default void leave() {}
}
