package org.masterless.generator.translate;

import java.util.ArrayList;
import java.util.List;
import org.masterless.generator.read.Entry;
import org.masterless.generator.read.Printable;
import org.masterless.generator.read.RefusedEntry;
import org.masterless.generator.read.ServiceType;

/** Names of the units of one instance, as admins type them and drop-in folders carry them. */
final class UnitNames {
  /** systemd's limit with the suffix (systemd.unit(5)). */
  private static final int LONGEST = 255 - ".service".length();

  private UnitNames() {}

  /** {@code INSTANCE-SERVICE-TYPE}, without a suffix. */
  static String ofEntry(String instance, Entry entry, boolean hasHiddenTwin) {
    return name(instance, entry.service(), entry.type(), hasHiddenTwin);
  }

  /** All that the units of an entry may be called that couldn't be read to its end. */
  static List<String> candidates(String instance, RefusedEntry entry) {
    List<String> names = new ArrayList<>();
    for (ServiceType type : ServiceType.values()) {
      if (entry.type().isEmpty() || entry.type().get() == type) {
        names.add(name(instance, entry.service(), type, false));
        names.add(name(instance, entry.service(), type, true));
      }
    }
    return names;
  }

  private static String name(
      String instance, String service, ServiceType type, boolean hasHiddenTwin) {
    return escape(instance)
        + (hasHiddenTwin ? "-public:" : "-")
        + escape(service)
        + "-"
        + type.word();
  }

  static boolean isTooLong(String name) {
    return name.length() > LONGEST;
  }

  /** In names of slices a "-" means a parent, so an instance's own is escaped. */
  static String slice(String instance) {
    return "masterless-" + escape(instance).replace("-", "\\x2d") + ".slice";
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
