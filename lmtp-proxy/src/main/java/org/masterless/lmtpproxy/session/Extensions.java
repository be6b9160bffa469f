package org.masterless.lmtpproxy.session;

import java.util.ArrayList;
import java.util.List;
import org.masterless.lmtpproxy.config.Settings;
import org.masterless.lmtpproxy.smtp.Reply;
import org.masterless.lmtpproxy.smtp.Xclient;

/** What LHLO is answered. */
final class Extensions {
  private Extensions() {}

  static Reply reply(Settings.Service service, boolean offersTls, boolean isTrusted) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                service.hostName(),
                "PIPELINING",
                "8BITMIME",
                "ENHANCEDSTATUSCODES",
                "SMTPUTF8",
                "CHUNKING",
                "DSN",
                service.size() == 0 ? "SIZE" : "SIZE " + service.size()));
    if (offersTls) {
      lines.add("STARTTLS");
    }
    if (isTrusted) {
      lines.add("XCLIENT " + Xclient.ATTRIBUTES);
    }
    return new Reply(250, "", lines);
  }
}
