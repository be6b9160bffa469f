package org.masterless.lmtpproxy.smtp;

/**
 * What follows BDAT (RFC 3030, 2).
 *
 * @param size of the chunk, in octets
 * @param isLast whether the message ends with it
 */
public record ChunkCommand(long size, boolean isLast) {
  private static final int MOST_DIGITS = 18;

  public static ChunkCommand of(String argument) throws Rejected {
    int space = argument.indexOf(' ');
    String digits = space < 0 ? argument : argument.substring(0, space);
    String rest = space < 0 ? "" : argument.substring(space).strip();
    boolean isNumber =
        !digits.isEmpty()
            && digits.length() <= MOST_DIGITS
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!isNumber || !(rest.isEmpty() || rest.equalsIgnoreCase("LAST"))) {
      throw new Rejected(501, "5.5.4", "Syntax: BDAT size [LAST]");
    }
    return new ChunkCommand(Long.parseLong(digits), !rest.isEmpty());
  }
}
