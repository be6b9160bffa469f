package org.masterless.delivery;

import java.util.Optional;
import org.masterless.system.Numbers;
import org.masterless.system.Octets;

/**
 * What a child answers, first to the name and then to the message. Its payload is {@code "CODE
 * ENHANCED UID TEXT"}.
 *
 * @param code reply code (RFC 5321, 4.2): 250, 4xx or 5xx
 * @param enhanced enhanced status code of the same class (RFC 3463), such as {@code 5.2.2}
 * @param uid whom the child has become; {@link #NOBODY} where it didn't get so far
 * @param text for the client: one line, without paths
 */
public record DeliveryReply(int code, String enhanced, int uid, String text) {
  public static final int NOBODY = -1;

  private static final int LONGEST_TEXT = 900;

  public boolean isPositive() {
    return code == 250;
  }

  public byte[] payload() {
    String who = uid < 0 ? "-" : Integer.toString(uid);
    String line = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    return Octets.bytes(code + " " + enhanced + " " + who + " " + line);
  }

  /** Nothing where {@code payload} isn't a reply that a client may be given. */
  public static Optional<DeliveryReply> of(byte[] payload) {
    String line = Octets.text(payload);
    int afterCode = line.indexOf(' ');
    int afterEnhanced = line.indexOf(' ', afterCode + 1);
    int afterUid = line.indexOf(' ', afterEnhanced + 1);
    if (afterCode != 3 || afterEnhanced < 0 || afterUid < 0 || !isPrintable(line)) {
      return Optional.empty();
    }
    int code = Numbers.parse(line.substring(0, 3), 599);
    String enhanced = line.substring(4, afterEnhanced);
    String who = line.substring(afterEnhanced + 1, afterUid);
    int uid = who.equals("-") ? NOBODY : Numbers.parse(who, Integer.MAX_VALUE);
    boolean isKnown = code == 250 || (code >= 400 && code <= 599);
    return isKnown && isEnhanced(enhanced, line.charAt(0)) && (uid >= 0 || who.equals("-"))
        ? Optional.of(new DeliveryReply(code, enhanced, uid, line.substring(afterUid + 1)))
        : Optional.empty();
  }

  private static boolean isEnhanced(String text, char codeClass) {
    int first = text.indexOf('.');
    int second = text.indexOf('.', first + 1);
    return first == 1
        && text.charAt(0) == codeClass
        && second > 2
        && Numbers.parse(text.substring(2, second), 999) >= 0
        && Numbers.parse(text.substring(second + 1), 999) >= 0;
  }

  private static boolean isPrintable(String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c < ' ' || c == 127) {
        return false;
      }
    }
    return true;
  }
}
