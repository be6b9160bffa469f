package org.masterless.lmtpproxy.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.masterless.lmtpproxy.delivery.Patience;

/** What an admin can say in lmtp-proxy.conf(5). */
public record Settings(
    Service service,
    Addresses addresses,
    DeliveryService delivery,
    Relay relay,
    Optional<Certificate> certificate,
    List<Network> trusted) {
  /** They fit into the heap that the program is started with, at some 20 KiB each. */
  static final int MOST_SESSIONS = 1000;

  /**
   * The server.
   *
   * @param hostName in the greeting and in {@code Received:}
   * @param sessions at once; others wait
   * @param recipients of a transaction
   * @param size the largest message in bytes, as on the wire; 0 where there is no limit
   * @param patience with a client that is silent
   * @param idle after so long without a session the program ends
   * @param spool folder for what doesn't stay in memory
   */
  public record Service(
      String hostName,
      int sessions,
      int recipients,
      long size,
      Duration patience,
      Duration idle,
      Path spool) {
    Service withSessions(int most) {
      return new Service(hostName, most, recipients, size, patience, idle, spool);
    }
  }

  /**
   * Whose mail an address means.
   *
   * @param delimiters each of them ends the user's name in a local part
   * @param localDomains users in which have no domain in their names
   * @param isLowered whether names are taken in lower case
   */
  public record Addresses(String delimiters, Set<String> localDomains, boolean isLowered) {}

  /**
   * Where lmtp-deliver is.
   *
   * @param socket its path
   * @param processes how many it has at a time, at least
   */
  public record DeliveryService(Path socket, int processes, Patience patience) {}

  /** Another LMTP server that gets the mail instead. */
  public record Relay(Target target, Patience patience) {}

  /** Where the mail goes. */
  public sealed interface Target {
    /** To the users' own processes. */
    record Here() implements Target {}

    /** All of it to one server. */
    record To(Endpoint server) implements Target {}

    /** To the server that Dovecot's auth service names for a user, or else as Here. */
    record LookUp(Path socket) implements Target {}
  }

  /**
   * Of TLS.
   *
   * @param chain PEM, the server's own first
   * @param key PEM, PKCS #8
   */
  public record Certificate(Path chain, Path key) {}

  /** With another limit of sessions, where {@code most} is one; there are never more than 1000. */
  public Settings withSessions(int most) {
    return most <= 0
        ? this
        : new Settings(
            service.withSessions(Math.min(most, MOST_SESSIONS)),
            addresses,
            delivery,
            relay,
            certificate,
            trusted);
  }
}
