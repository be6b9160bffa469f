package org.masterless.lmtpproxy.delivery;

/** The ways that one session's mail goes. */
public interface Routes {
  /** For the recipients of one transaction. */
  Route open(Origin origin);

  /** There is time now to prepare for another recipient, who is likely to come. */
  default void expectMore() {}
}
