package org.masterless.lmtpproxy.relay;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.masterless.lmtpproxy.delivery.Origin;
import org.masterless.lmtpproxy.delivery.Request;
import org.masterless.lmtpproxy.smtp.MailCommand;
import org.masterless.lmtpproxy.smtp.RcptCommand;
import org.masterless.lmtpproxy.smtp.Reply;
import org.masterless.lmtpproxy.smtp.Xtext;

/** The commands for a server, with what its extensions allow; without line ends. */
final class CommandLines {
  /** Of that extension only the attribute that tells of proxies. */
  static final String XCLIENT = "XCLIENT TTL";

  private final Set<String> extensions = new HashSet<>();

  /** Takes what a server answers LHLO. */
  void learn(Reply reply) {
    for (String line : reply.lines()) {
      List<String> words = List.of(line.toUpperCase(Locale.ROOT).split(" ", -1));
      extensions.add(words.get(0));
      if (words.get(0).equals("XCLIENT") && words.contains("TTL")) {
        extensions.add(XCLIENT);
      }
    }
  }

  boolean has(String extension) {
    return extensions.contains(extension);
  }

  /** XCLIENT: how often the mail may be passed on from there. */
  String xclient(Origin origin) {
    return "XCLIENT TTL=" + (origin.hops() - 1);
  }

  /**
   * MAIL.
   *
   * @param added how many bytes the message is longer than the client said
   */
  String mail(MailCommand mail, int added) {
    StringBuilder line = new StringBuilder("MAIL FROM:<" + mail.sender().text() + ">");
    with(line, "8BITMIME", "BODY", mail.body());
    with(line, "SIZE", "SIZE", mail.size() < 0 ? "" : size(mail.size(), added));
    with(line, "DSN", "RET", mail.ret());
    with(line, "DSN", "ENVID", mail.envid());
    return mail.international() ? line.append(" SMTPUTF8").toString() : line.toString();
  }

  private static String size(long said, int added) {
    return Long.toString(Math.min(said, Long.MAX_VALUE - added) + added);
  }

  /**
   * RCPT.
   *
   * @param destination the address as that server knows it
   */
  String rcpt(Request request, String destination) {
    RcptCommand rcpt = request.rcpt();
    StringBuilder line = new StringBuilder("RCPT TO:<" + destination + ">");
    with(line, "DSN", "NOTIFY", rcpt.notifyOn());
    with(line, "DSN", "ORCPT", originalRecipient(request, destination));
    return line.toString();
  }

  /** Where the name changes, the one that we were given is added (RFC 3461, 5.2.1 b). */
  private static String originalRecipient(Request request, String destination) {
    boolean isKnown = !request.rcpt().orcpt().isEmpty();
    boolean isRenamed = !destination.equals(request.address());
    return isKnown || !isRenamed || request.rcpt().recipient().isInternational()
        ? request.rcpt().orcpt()
        : "rfc822;" + Xtext.encode(request.address());
  }

  private void with(StringBuilder line, String extension, String name, String value) {
    if (!value.isEmpty() && has(extension)) {
      line.append(' ').append(name).append('=').append(value);
    }
  }
}
