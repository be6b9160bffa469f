package org.masterless.lmtpproxy;

import java.util.concurrent.atomic.AtomicLong;
import org.masterless.lmtpproxy.session.Entry;
import org.masterless.lmtpproxy.session.Front;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what became of each recipient, and counts. */
final class Log implements Front.Journal {
  /** Loaded with the first line, not before the first greeting. */
  private static final class Lines {
    static final Logger OUT = LoggerFactory.getLogger("lmtp-proxy");
  }

  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong deferred = new AtomicLong();
  private final AtomicLong bounced = new AtomicLong();

  @Override
  public void note(Entry entry) {
    count(entry).incrementAndGet();
    Lines.OUT.info(entry.line());
  }

  private AtomicLong count(Entry entry) {
    if (entry.reply().isPositive()) {
      return sent;
    }
    return entry.reply().isTemporary() ? deferred : bounced;
  }

  @Override
  public void remark(String text) {
    Lines.OUT.warn(text);
  }

  void error(String text) {
    Lines.OUT.error(text);
  }

  /** For {@code systemctl status}. */
  String counts() {
    return sent + " sent, " + deferred + " deferred, " + bounced + " bounced";
  }
}
