package org.masterless.lmtpdeliver;

import org.masterless.delivery.DeliveryReply;

/**
 * What becomes of a recipient or a message.
 *
 * @param code reply code
 * @param enhanced enhanced status code
 * @param text for the client, without paths
 * @param words for the log alone; may be empty
 */
record Answer(int code, String enhanced, String text, String words) {
  static Answer of(int code, String enhanced, String text) {
    return new Answer(code, enhanced, text, "");
  }

  /** The same with {@code words} for the log. */
  Answer because(String cause) {
    return new Answer(code, enhanced, text, cause);
  }

  DeliveryReply reply(int uid) {
    return new DeliveryReply(code, enhanced, uid, text);
  }
}
