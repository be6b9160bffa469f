package org.masterless.lmtpproxy.session;

import java.io.Closeable;
import java.io.IOException;
import org.masterless.lmtpproxy.message.Decoder;

/** A message that comes in chunks: a CRLF may lie across two of them. */
record Chunks(Reception reception, Decoder decoder) implements Closeable {
  static Chunks into(Reception reception) {
    return new Chunks(reception, Decoder.ofChunks(reception));
  }

  @Override
  public void close() throws IOException {
    reception.close();
  }
}
