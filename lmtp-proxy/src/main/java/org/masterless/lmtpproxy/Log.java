package org.masterless.lmtpproxy;

import java.util.concurrent.atomic.AtomicLong;
import org.masterless.lmtpproxy.session.Entry;
import org.masterless.lmtpproxy.session.Front;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what became of each recipient, and counts.
 *
 * <p>A line that can't be written is counted too, and nothing else comes of it: by then a message
 * may be stored whose client has no reply yet, and would send it again.
 */
final class Log implements Front.Journal {
  private final Logger out;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong deferred = new AtomicLong();
  private final AtomicLong bounced = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();

  /**
   * Made before the first session: where a class can't be initialised once, for lack of memory, it
   * never is.
   */
  Log() {
    this(LoggerFactory.getLogger("lmtp-proxy"));
  }

  Log(Logger out) {
    this.out = out;
  }

  @Override
  public void note(Entry entry) {
    count(entry).incrementAndGet();
    write(() -> out.info(entry.line()));
  }

  private AtomicLong count(Entry entry) {
    if (entry.reply().isPositive()) {
      return sent;
    }
    return entry.reply().isTemporary() ? deferred : bounced;
  }

  @Override
  public void remark(String text) {
    write(() -> out.warn(text));
  }

  void error(String text) {
    write(() -> out.error(text));
  }

  private void write(Runnable line) {
    try {
      line.run();
    } catch (RuntimeException | LinkageError | VirtualMachineError e) {
      lost.incrementAndGet();
    }
  }

  /** For {@code systemctl status}. */
  String counts() {
    String all = sent + " sent, " + deferred + " deferred, " + bounced + " bounced";
    return lost.get() == 0 ? all : all + ", " + lost + " log lines lost";
  }
}
