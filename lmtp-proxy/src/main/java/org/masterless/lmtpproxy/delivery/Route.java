package org.masterless.lmtpproxy.delivery;

import java.io.Closeable;

/** Where the recipients of one transaction are delivered to. */
public interface Route extends Closeable {
  /**
   * What makes a recipient the same one as another of the transaction: with equal ones, and no
   * others, the first one's delivery is also the second one's.
   */
  Object identity(Request request);

  /** Begins at once; answers nothing that takes time. */
  Delivery deliver(Request request);

  /** Of what the recipients shared, when all of them are done with. */
  @Override
  void close();
}
