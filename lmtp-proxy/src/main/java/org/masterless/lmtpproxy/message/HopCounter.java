package org.masterless.lmtpproxy.message;

/** Counts the servers that a message has come through: its {@code Received:} lines. */
final class HopCounter {
  private static final String NAME = "received:";

  private int column;
  private boolean isCandidate = true;
  private boolean isBody;
  private int count;

  /** The next octet of a message with LF line ends. */
  void see(byte octet) {
    if (isBody) {
      return;
    }
    if (octet == '\n') {
      isBody = column == 0;
      column = 0;
      isCandidate = true;
      return;
    }
    if (isCandidate && column < NAME.length()) {
      isCandidate = Character.toLowerCase((char) octet) == NAME.charAt(column);
      count += isCandidate && column == NAME.length() - 1 ? 1 : 0;
    }
    column++;
  }

  int count() {
    return count;
  }
}
