package org.masterless.generator.translate;

import org.masterless.generator.read.Entry;
import org.masterless.generator.read.Printable;

/** Names of the units of one instance, as admins type them and drop-in folders carry them. */
final class UnitNames {
  /** systemd's limit with the suffix (systemd.unit(5)). */
  private static final int LONGEST = 255 - ".service".length();

  private UnitNames() {}

  /** {@code INSTANCE-SERVICE-TYPE}, without a suffix. */
  static String ofEntry(String instance, Entry entry, boolean hasHiddenTwin) {
    return escape(instance)
        + (hasHiddenTwin ? "-public:" : "-")
        + escape(entry.service())
        + "-"
        + entry.type().word();
  }

  static boolean isTooLong(String name) {
    return name.length() > LONGEST;
  }

  /** In names of slices a "-" means a parent, so an instance's own is escaped. */
  static String slice(String instance) {
    return "masterless-" + escape(instance).replace("-", "\\x2d") + ".slice";
  }

  /**
   * The name of a folder, for {@code RuntimeDirectory=}: systemd 257 can't start a unit with a
   * backslash there ("Failed to deserialize"), and a colon is the start of another path.
   */
  static String folder(String name) {
    return escape(name).replace("\\x", "+").replace(":", "+3a");
  }

  /** Everything but {@code [A-Za-z0-9:_.-]} as {@code \xNN}. */
  static String escape(String name) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Quoting.isAlphanumeric(c) || ":_.-".indexOf(c) >= 0) {
        escaped.append(c);
      } else {
        Printable.appendHex(escaped, c);
      }
    }
    return escaped.toString();
  }
}
