package org.masterless.lmtpproxy.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes to and from a client, in clear or by TLS. Nothing here waits. */
public interface Link extends Closeable {
  /** As of a channel: 0 where there is nothing now, -1 at the end. */
  int read(ByteBuffer into) throws IOException;

  /** Takes some or all of it. */
  void write(ByteBuffer from) throws IOException;

  /** Whether bytes that were taken still have to go out. */
  boolean hasUnsent();
}
