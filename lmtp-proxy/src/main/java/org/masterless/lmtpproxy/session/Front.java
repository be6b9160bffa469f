package org.masterless.lmtpproxy.session;

import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.masterless.lmtpproxy.config.Settings;
import org.masterless.lmtpproxy.delivery.Routes;
import org.masterless.lmtpproxy.io.Link;
import org.masterless.lmtpproxy.io.Loop;
import org.masterless.lmtpproxy.io.Memory;

/**
 * What all sessions of the program share.
 *
 * @param settings as configured
 * @param routing where mail goes
 * @param tls where STARTTLS is offered
 * @param journal told of each delivery
 * @param memory for what clients send
 */
public record Front(
    Settings settings, Routing routing, Optional<Tls> tls, Journal journal, Memory memory) {
  /** Makes the ways for one session. */
  public interface Routing {
    Routes begin(Loop loop);
  }

  /** Puts TLS on links. */
  public interface Tls {
    /** All that can go wrong on our side does so here. */
    UnaryOperator<Link> prepare() throws IOException;
  }

  /** Where what became of each recipient is written down. */
  public interface Journal {
    void note(Entry entry);

    /** Something else that an admin may look for. */
    void remark(String text);
  }
}
