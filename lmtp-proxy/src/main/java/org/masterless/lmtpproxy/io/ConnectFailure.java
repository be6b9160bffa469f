package org.masterless.lmtpproxy.io;

import java.io.IOException;
import java.util.regex.Pattern;

/** Why there is no connection, for a reply. */
public final class ConnectFailure {
  /** As strerror(3) has them: no path or other text that a reply can't have is among its. */
  private static final Pattern KERNEL_TEXT = Pattern.compile("[A-Z][A-Za-z -]{1,60}");

  private ConnectFailure() {}

  /** Such as "can't be reached: Connection refused"; without a reason where Java has none. */
  public static String text(IOException e) {
    String reason = String.valueOf(e.getMessage());
    return "can't be reached" + (KERNEL_TEXT.matcher(reason).matches() ? ": " + reason : "");
  }
}
