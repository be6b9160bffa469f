package org.masterless.maildir;

/**
 * How much may be in a mailbox.
 *
 * @param bytes of all messages; 0 is no limit
 * @param messages how many; 0 is no limit
 */
public record QuotaLimit(long bytes, long messages) {
  public static final QuotaLimit NONE = new QuotaLimit(0, 0);

  boolean isNone() {
    return bytes <= 0 && messages <= 0;
  }

  boolean allows(long wholeBytes, long wholeMessages) {
    return (bytes <= 0 || wholeBytes <= bytes) && (messages <= 0 || wholeMessages <= messages);
  }

  /** The first line of maildirsize. */
  String line() {
    String size = bytes > 0 || messages <= 0 ? bytes + "S" : "";
    String count = messages > 0 ? messages + "C" : "";
    return size + (size.isEmpty() || count.isEmpty() ? "" : ",") + count;
  }
}
