package org.masterless.lmtpdeliver;

import java.util.Optional;

/** Where a message goes: a user's Maildir, or a command. */
interface Target {
  /** Before the message comes; {@code size} is what the client said, or 0. Answers why not. */
  Optional<Answer> open(long size);

  /** The next bytes of the message; answers why not, and nothing of it is left then. */
  Optional<Answer> write(byte[] bytes, int offset, int length);

  /** All of it has come: {@code size} bytes, {@code lines} of them LF. */
  Answer finish(long size, long lines);

  /** It won't come whole: nothing of it is left. */
  void drop();

  /** For the log. */
  String name();
}
