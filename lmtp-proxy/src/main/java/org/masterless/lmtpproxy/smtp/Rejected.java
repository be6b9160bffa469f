package org.masterless.lmtpproxy.smtp;

/** What a client sent isn't acceptable, and this is the reply to it. Ends the command only. */
public final class Rejected extends Exception {
  private final transient Reply reply;

  public Rejected(Reply reply) {
    super(reply.text(), null, false, false);
    this.reply = reply;
  }

  public Rejected(int code, String enhanced, String text) {
    this(Reply.of(code, enhanced, text));
  }

  public Reply reply() {
    return reply;
  }
}
