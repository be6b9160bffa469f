package org.masterless.lmtpproxy.config;

/** Letters of octet strings. What octets beyond ASCII mean is not for us to say. */
public final class Ascii {
  private Ascii() {}

  /** With the letters of ASCII in lower case, and all else as it is. */
  public static String lowered(String text) {
    StringBuilder lowered = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      lowered.append(c < 128 ? Character.toLowerCase(c) : c);
    }
    return lowered.toString();
  }
}
