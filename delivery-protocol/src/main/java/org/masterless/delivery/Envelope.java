package org.masterless.delivery;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.masterless.system.Octets;

/**
 * Everything that stands beside a message: {@code "name=value"} with a NUL behind each. Names that
 * a reader doesn't know mean nothing to it; a name that isn't there has an empty value.
 */
public final class Envelope {
  /** Sender's address without angle brackets; empty for the null sender. */
  public static final String SENDER = "sender";

  /** Recipient's address as the client gave it, detail included, without angle brackets. */
  public static final String RECIPIENT = "recipient";

  /** What stood behind the delimiter in the recipient's local part. */
  public static final String DETAIL = "detail";

  /** For the log and {@code Received:}; the same as the front's. */
  public static final String SESSION = "session";

  /** Name of the host that accepted the message, for {@code Received:}. */
  public static final String HOST = "host";

  /** What the client called itself in LHLO, or XCLIENT's HELO. */
  public static final String HELO = "helo";

  /** The client's IP address; empty for one on a unix socket. */
  public static final String CLIENT_ADDRESS = "client_address";

  /** {@code LMTP}, or what XCLIENT said; with S and so on (RFC 3848). */
  public static final String PROTOCOL = "protocol";

  /** What the client said the size was, in bytes, or nothing. */
  public static final String SIZE = "size";

  /** {@code 8BITMIME} or {@code 7BIT}, or nothing (RFC 6152). */
  public static final String BODY = "body";

  /** {@code yes} where the client gave SMTPUTF8 (RFC 6531). */
  public static final String SMTPUTF8 = "smtputf8";

  /** Delivery status notifications (RFC 3461), xtext as it came. */
  public static final String RET = "ret";

  public static final String ENVID = "envid";
  public static final String NOTIFY = "notify";
  public static final String ORCPT = "orcpt";

  private final Map<String, String> values = new TreeMap<>();

  /** Sets a value of octets; one with a NUL is a bug of the caller, and left out. */
  public Envelope with(String name, String value) {
    if (!value.isEmpty() && Octets.isCString(value)) {
      values.put(name, value);
    }
    return this;
  }

  public String get(String name) {
    return values.getOrDefault(name, "");
  }

  /** May be longer than {@link Frame.Type#ENVELOPE} allows: that is for the caller to see. */
  public byte[] payload() {
    StringBuilder text = new StringBuilder();
    values.forEach((name, value) -> text.append(name).append('=').append(value).append('\0'));
    return Octets.bytes(text.toString());
  }

  /** Nothing where {@code payload} is none: a name twice, control characters, no NUL at the end. */
  public static Optional<Envelope> of(byte[] payload) {
    String text = Octets.text(payload);
    Envelope envelope = new Envelope();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\0', start);
      int equals = text.indexOf('=', start);
      if (end < 0 || equals < 0 || equals > end || !isPrintable(text, start, end)) {
        return Optional.empty();
      }
      String name = text.substring(start, equals);
      if (envelope.values.put(name, text.substring(equals + 1, end)) != null) {
        return Optional.empty();
      }
      start = end + 1;
    }
    return Optional.of(envelope);
  }

  /** What ends up in a header line must not start another. */
  private static boolean isPrintable(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == 127) {
        return false;
      }
    }
    return true;
  }
}
