package org.masterless.lmtpproxy.session;

import java.util.Set;
import org.masterless.lmtpproxy.config.Ascii;
import org.masterless.lmtpproxy.config.Settings;
import org.masterless.lmtpproxy.smtp.Address;

/**
 * Whose mail an address means: its unquoted local part without the detail, and its domain unless
 * that is one of ours (RFC 5233, 1, for the detail).
 *
 * @param user as accounts know them
 * @param detail as the client gave it; empty where there is none
 */
record UserName(String user, String detail) {
  static UserName of(Address address, Settings.Addresses rules) {
    String local = address.localPart();
    int delimiter = firstOf(local, rules.delimiters());
    String name = delimiter < 0 ? local : local.substring(0, delimiter);
    String detail = delimiter < 0 ? "" : local.substring(delimiter + 1);
    String domain = Ascii.lowered(address.domain());
    String user =
        domain.isEmpty() || isOurs(domain, rules.localDomains())
            ? name
            : name + "@" + address.domain();
    return new UserName(rules.isLowered() ? Ascii.lowered(user) : user, detail);
  }

  private static boolean isOurs(String domain, Set<String> ours) {
    return ours.contains(domain);
  }

  /** A delimiter in front of everything is part of the name, as Postfix has it. */
  private static int firstOf(String text, String delimiters) {
    for (int i = 1; i < text.length(); i++) {
      if (delimiters.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }
}
