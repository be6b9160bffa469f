package org.masterless.lmtpproxy.relay;

import org.masterless.accounts.AuthReply;
import org.masterless.delivery.Envelope;
import org.masterless.lmtpproxy.delivery.Request;
import org.masterless.lmtpproxy.smtp.Command;
import org.masterless.lmtpproxy.smtp.RcptCommand;
import org.masterless.lmtpproxy.smtp.Rejected;

/**
 * By which address another server knows a recipient: as Dovecot's proxy has it, the field {@code
 * destuser}, or {@code user} where that is another one than was asked for, with the detail that the
 * client gave; or else the client's own address.
 */
final class Destination {
  private static final String WORD = "[^\\s<>()\\[\\]\\\\,;:@\"]*";

  private Destination() {}

  static String of(Request request, AuthReply reply) {
    String user = reply.value("user").orElse(request.user());
    String name = reply.value("destuser").orElse(user.equals(request.user()) ? "" : user);
    return name.isEmpty() ? request.address() : withDetail(name, request);
  }

  private static String withDetail(String name, Request request) {
    String detail = request.envelope().get(Envelope.DETAIL);
    String local = request.rcpt().recipient().localPart();
    if (detail.isEmpty() || !detail.matches(WORD) || name.startsWith("\"")) {
      return name;
    }
    String suffix = local.substring(local.length() - detail.length() - 1);
    int at = name.lastIndexOf('@');
    return at < 0 ? name + suffix : name.substring(0, at) + suffix + name.substring(at);
  }

  /** Whether it can stand between angle brackets in a command. */
  static boolean isAddress(String text) {
    try {
      return Command.isClean(text)
          && RcptCommand.of("TO:<" + text + ">", true).recipient().text().equals(text);
    } catch (Rejected e) {
      return false;
    }
  }
}
