package org.masterless.lmtpproxy.smtp;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What follows XCLIENT: whom a trusted peer speaks for (Postfix's XCLIENT_README). */
public final class Xclient {
  public static final String ATTRIBUTES =
      "NAME ADDR PORT PROTO HELO LOGIN DESTADDR DESTPORT SESSION TTL TIMEOUT";
  private static final Set<String> KNOWN = Set.of(ATTRIBUTES.split(" ", -1));
  private static final Set<String> UNKNOWN_VALUES = Set.of("[UNAVAILABLE]", "[TEMPUNAVAIL]");

  private Xclient() {}

  /** Values by name, decoded; one that the peer doesn't know is empty. */
  public static Map<String, String> of(String argument) throws Rejected {
    Map<String, String> values = new TreeMap<>();
    for (String word : argument.split(" +", -1)) {
      int equals = word.indexOf('=');
      String name = word.substring(0, Math.max(0, equals)).toUpperCase(Locale.ROOT);
      Optional<String> value = Xtext.decode(word.substring(equals + 1));
      if (!KNOWN.contains(name) || value.isEmpty() || !Command.isClean(value.get())) {
        throw new Rejected(501, "5.5.4", "Bad XCLIENT attributes");
      }
      String known =
          UNKNOWN_VALUES.contains(value.get().toUpperCase(Locale.ROOT)) ? "" : value.get();
      if (values.put(name, known) != null) {
        throw new Rejected(501, "5.5.4", "Bad XCLIENT attributes");
      }
    }
    return values;
  }
}
