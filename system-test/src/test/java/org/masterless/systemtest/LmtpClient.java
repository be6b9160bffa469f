package org.masterless.systemtest;

import java.util.ArrayList;
import java.util.List;

/** Speaks LMTP with the proxy's port on the machine (RFC 2033). */
final class LmtpClient implements AutoCloseable {
  private final SmtpClient client;

  private LmtpClient(SmtpClient client) {
    this.client = client;
  }

  static LmtpClient connect(Machine machine) {
    LmtpClient lmtp = new LmtpClient(SmtpClient.connect(machine, "127.0.0.1", LmtpServices.PORT));
    lmtp.client.command("LHLO client.example.test").is(250);
    return lmtp;
  }

  /** What is done when a user's reply to the message has come. */
  interface Hearer {
    void hear(String user, SmtpClient.Reply reply);
  }

  /** Sends a message to users, each of whom must be accepted. */
  void send(String message, List<String> users, Hearer hearer) {
    client.mailFrom("carol@example.com").is(250);
    users.forEach(user -> client.rcptTo(user + "@example.test").is(250));
    SmtpClient.Reply reply = client.data(message);
    hearer.hear(users.get(0), reply);
    users.stream().skip(1).forEach(user -> hearer.hear(user, client.reply()));
  }

  /** Sends it in a session of its own; answers what is said for each, such as "452 4.3.1". */
  static List<String> replies(Machine machine, String message, String... users) {
    List<String> replies = new ArrayList<>();
    try (LmtpClient lmtp = connect(machine)) {
      lmtp.send(message, List.of(users), (user, reply) -> replies.add(codes(reply)));
    }
    return replies;
  }

  private static String codes(SmtpClient.Reply reply) {
    return reply.code() + " " + reply.lines().get(0).split(" ", 2)[0];
  }

  @Override
  public void close() {
    client.close();
  }
}
