package org.masterless.lmtpproxy.smtp;

import java.util.Locale;
import java.util.Set;

/**
 * What follows MAIL.
 *
 * @param sender may be null, as of a bounce
 * @param size as the client says (RFC 1870), in bytes; -1 where it doesn't
 * @param body {@code 7BIT} or {@code 8BITMIME} or empty (RFC 6152)
 * @param international whether SMTPUTF8 was given (RFC 6531)
 * @param ret {@code FULL} or {@code HDRS} or empty (RFC 3461, 4.3)
 * @param envid xtext or empty (RFC 3461, 4.4)
 */
public record MailCommand(
    Address sender, long size, String body, boolean international, String ret, String envid) {
  private static final Set<String> KNOWN = Set.of("SIZE", "BODY", "SMTPUTF8", "RET", "ENVID");
  private static final int LONGEST_ENVID = 100;

  /** A size has 20 digits at most; of those beyond 18 all are far too large. */
  private static final int MOST_DIGITS = 18;

  public static MailCommand of(String argument) throws Rejected {
    AddressReader.Reading path = AddressReader.read(afterKeyword(argument, "FROM:"));
    Parameters parameters = Parameters.of(path.rest(), KNOWN);
    if (!parameters.get("SMTPUTF8").isEmpty()) {
      throw Parameters.bad("SMTPUTF8");
    }
    MailCommand command =
        new MailCommand(
            path.address(),
            size(parameters),
            body(parameters),
            parameters.has("SMTPUTF8"),
            ret(parameters),
            envid(parameters));
    if (command.sender.isInternational() && !command.international) {
      throw needsSmtpUtf8();
    }
    return command;
  }

  static String afterKeyword(String argument, String keyword) throws Rejected {
    if (!argument.regionMatches(true, 0, keyword, 0, keyword.length())) {
      throw new Rejected(501, "5.5.4", "Syntax: " + keyword + "<address> [parameters]");
    }
    return argument.substring(keyword.length()).strip();
  }

  static Rejected needsSmtpUtf8() {
    return new Rejected(553, "5.6.7", "Address needs SMTPUTF8");
  }

  private static long size(Parameters parameters) throws Rejected {
    String digits = parameters.value("SIZE");
    if (digits.isEmpty()) {
      return -1;
    }
    if (digits.length() > 20 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw Parameters.bad("SIZE");
    }
    return digits.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
  }

  private static String body(Parameters parameters) throws Rejected {
    String body = parameters.value("BODY").toUpperCase(Locale.ROOT);
    if (!body.isEmpty() && !body.equals("7BIT") && !body.equals("8BITMIME")) {
      throw new Rejected(555, "5.5.4", "Unsupported mail BODY type");
    }
    return body;
  }

  private static String ret(Parameters parameters) throws Rejected {
    String ret = parameters.value("RET").toUpperCase(Locale.ROOT);
    if (!ret.isEmpty() && !ret.equals("FULL") && !ret.equals("HDRS")) {
      throw Parameters.bad("RET");
    }
    return ret;
  }

  private static String envid(Parameters parameters) throws Rejected {
    String envid = parameters.value("ENVID");
    if (envid.length() > LONGEST_ENVID || Xtext.decode(envid).isEmpty()) {
      throw Parameters.bad("ENVID");
    }
    return envid;
  }
}
