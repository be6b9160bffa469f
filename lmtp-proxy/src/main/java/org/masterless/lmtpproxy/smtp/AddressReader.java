package org.masterless.lmtpproxy.smtp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.masterless.system.Octets;

/**
 * Reads {@code <local-part@domain>} at the start of a text (RFC 5321, 4.1.2). Dots in a local part
 * may stand anywhere, as they do in addresses that are in use; a source route is left out (appendix
 * C there).
 */
final class AddressReader {
  private static final String SPECIAL = "<>()[]\\,;:@\" ";

  private final String text;
  private int next = 1;

  private AddressReader(String text) {
    this.text = text;
  }

  /**
   * What was read, and what follows it.
   *
   * @param address between the brackets
   * @param rest behind them
   */
  record Reading(Address address, String rest) {}

  static Reading read(String text) throws Rejected {
    if (!text.startsWith("<")) {
      throw new Rejected(501, "5.5.4", "Address must be in angle brackets");
    }
    return new AddressReader(text).path();
  }

  private Reading path() throws Rejected {
    skipRoute();
    int start = next;
    String localPart = peek() == '"' ? quoted() : atoms();
    String domain = "";
    boolean hasDomain = peek() == '@';
    if (hasDomain) {
      next++;
      domain = peek() == '[' ? literal() : atoms();
    }
    if (peek() != '>' || (hasDomain && (domain.isEmpty() || localPart.isEmpty()))) {
      throw bad();
    }
    String address = text.substring(start, next);
    requireUtf8(address);
    String rest = text.substring(next + 1);
    if (!rest.isEmpty() && rest.charAt(0) != ' ') {
      throw bad();
    }
    return new Reading(new Address(address, localPart, domain), rest.strip());
  }

  private char peek() throws Rejected {
    if (next >= text.length()) {
      throw bad();
    }
    return text.charAt(next);
  }

  private void skipRoute() throws Rejected {
    if (peek() == '@') {
      int colon = text.indexOf(':', next);
      if (colon < 0) {
        throw bad();
      }
      next = colon + 1;
    }
  }

  private String atoms() throws Rejected {
    int start = next;
    while (SPECIAL.indexOf(peek()) < 0) {
      next++;
    }
    return text.substring(start, next);
  }

  private String quoted() throws Rejected {
    StringBuilder content = new StringBuilder();
    next++;
    while (peek() != '"') {
      if (peek() == '\\') {
        next++;
      }
      content.append(peek());
      next++;
    }
    next++;
    return content.toString();
  }

  private String literal() throws Rejected {
    int start = next;
    while (peek() != ']') {
      next++;
    }
    next++;
    return text.substring(start, next);
  }

  private static void requireUtf8(String address) throws Rejected {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Octets.bytes(address)));
    } catch (CharacterCodingException e) {
      throw bad();
    }
  }

  private static Rejected bad() {
    return new Rejected(501, "5.1.3", "Bad address syntax");
  }
}
