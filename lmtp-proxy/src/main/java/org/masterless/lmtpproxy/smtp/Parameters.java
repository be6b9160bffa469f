package org.masterless.lmtpproxy.smtp;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The {@code KEYWORD=value} words behind an address (RFC 5321, 4.1.1.11). */
final class Parameters {
  private final Map<String, String> values = new TreeMap<>();

  /** Of {@code text}, none of which may be twice or have another name than those known. */
  static Parameters of(String text, Set<String> known) throws Rejected {
    Parameters parameters = new Parameters();
    if (text.isEmpty()) {
      return parameters;
    }
    for (String word : text.split(" +", -1)) {
      int equals = word.indexOf('=');
      String name = (equals < 0 ? word : word.substring(0, equals)).toUpperCase(Locale.ROOT);
      if (!known.contains(name)) {
        throw new Rejected(555, "5.5.4", "Unsupported parameters");
      }
      String value = equals < 0 ? "" : word.substring(equals + 1);
      if ((equals >= 0 && value.isEmpty()) || parameters.values.put(name, value) != null) {
        throw bad(name);
      }
    }
    return parameters;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** Empty where there is none. */
  String get(String name) {
    return values.getOrDefault(name, "");
  }

  /** As {@link #get}, but there must be a value if there is the name. */
  String value(String name) throws Rejected {
    if (has(name) && get(name).isEmpty()) {
      throw bad(name);
    }
    return get(name);
  }

  static Rejected bad(String name) {
    return new Rejected(501, "5.5.4", "Bad value for parameter " + name);
  }
}
