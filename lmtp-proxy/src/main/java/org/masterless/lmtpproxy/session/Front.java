package org.masterless.lmtpproxy.session;

import java.util.Optional;
import org.masterless.lmtpproxy.config.Settings;
import org.masterless.lmtpproxy.delivery.Route;
import org.masterless.lmtpproxy.io.Link;
import org.masterless.lmtpproxy.io.Loop;

/**
 * What all sessions of the program share.
 *
 * @param settings as configured
 * @param routes where mail goes
 * @param tls where STARTTLS is offered
 * @param journal told of each delivery
 */
public record Front(Settings settings, Routes routes, Optional<Tls> tls, Journal journal) {
  /** Makes the way for the recipients of one transaction. */
  public interface Routes {
    Route open(Loop loop);
  }

  /** Puts TLS on a link. */
  public interface Tls {
    Link secure(Link clear);
  }

  /** Where what became of each recipient is written down. */
  public interface Journal {
    void note(Entry entry);

    /** Something else that an admin may look for. */
    void remark(String text);
  }
}
