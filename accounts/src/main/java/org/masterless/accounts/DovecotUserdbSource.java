package org.masterless.accounts;

import org.masterless.delivery.NameFrame;
import org.masterless.system.Calls;

/**
 * Users as a running Dovecot knows them, asked over the socket {@code auth-userdb} of its auth
 * service.
 *
 * <p>A Dovecot that isn't there, is too slow, or says what can't be understood has not said that a
 * user is unknown.
 */
public final class DovecotUserdbSource implements UserSource {
  /** Of the one request that a connection makes. */
  private static final String ID = "1";

  private final Calls calls;
  private final String path;
  private final String service;
  private final int milliseconds;
  private final UserDefaults defaults;

  /**
   * A source that isn't connected before it is asked.
   *
   * @param path of the socket
   * @param service what Dovecot is told to look up for, such as {@code lmtp} or {@code doveadm}
   * @param milliseconds that a look-up may take in all
   * @param defaults as {@code mail_uid}, {@code mail_gid} and {@code mail_home} have them
   */
  public DovecotUserdbSource(
      Calls calls, String path, String service, int milliseconds, UserDefaults defaults) {
    this.calls = calls;
    this.path = path;
    this.service = service;
    this.milliseconds = milliseconds;
    this.defaults = defaults;
  }

  @Override
  public Lookup find(String name) {
    if (!NameFrame.isName(name)) {
      return new Lookup.Unknown();
    }
    AuthConnection connection = AuthConnection.open(calls, path, milliseconds);
    Lookup answer = ask(connection, name);
    connection.close();
    return answer;
  }

  /** The server speaks first: a client of another major version must not go on. */
  private Lookup ask(AuthConnection connection, String name) {
    String greeting = connection.nextLine();
    if (connection.failed()) {
      return failed(connection.error());
    }
    if (!greeting.startsWith("VERSION\t1\t")) {
      return failed("unexpected greeting");
    }
    connection.send("VERSION\t1\t0\nUSER\t" + ID + "\t" + name + "\tservice=" + service + "\n");
    String line = connection.nextLine();
    while (!connection.failed() && line.startsWith("SPID\t")) {
      line = connection.nextLine();
    }
    return connection.failed() ? failed(connection.error()) : answer(line);
  }

  private Lookup answer(String line) {
    AuthReply reply = AuthReply.of(line);
    return switch (reply.id().equals(ID) ? reply.command() : "") {
      case "USER" -> user(reply);
      case "NOTFOUND" -> new Lookup.Unknown();
      case "FAIL" -> failed("Dovecot could not look the user up" + reason(reply));
      default -> failed("unexpected answer");
    };
  }

  private static String reason(AuthReply reply) {
    return reply
        .value("reason")
        .filter(reason -> !ControlCharacters.areIn(reason))
        .map(reason -> ": " + reason)
        .orElse("");
  }

  /** Its first field is the name, perhaps another one than was asked for. */
  private Lookup user(AuthReply reply) {
    if (reply.fields().isEmpty() || !NameFrame.isName(reply.fields().get(0))) {
      return failed("user without a name that a user can have");
    }
    UserFields fields = new UserFields(calls.identities(), reply.fields().get(0), defaults);
    for (String field : reply.fields().subList(1, reply.fields().size())) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        fields.put(field.substring(0, equals), field.substring(equals + 1));
      }
    }
    Lookup answer = fields.lookup();
    return answer instanceof Lookup.Failed wrong ? failed(wrong.why()) : answer;
  }

  private Lookup failed(String why) {
    return new Lookup.Failed(path + ": " + why);
  }

  /** Connections are not kept, so there is only {@code system_groups_user} to prepare for. */
  @Override
  public void warmUp() {
    Groups.warmUp(calls.identities());
  }
}
