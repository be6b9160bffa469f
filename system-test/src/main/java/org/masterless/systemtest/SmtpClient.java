package org.masterless.systemtest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Speaks SMTP with the machine from inside of it, a command at a time. */
public final class SmtpClient implements AutoCloseable {
  private final Session session;

  private SmtpClient(Session session) {
    this.session = session;
  }

  /** Connects to port 25 and reads the greeting. */
  public static SmtpClient connect(Machine machine) {
    return connect(machine, "127.0.0.1", 25);
  }

  /** Connects and reads the greeting. */
  public static SmtpClient connect(Machine machine, String address, int port) {
    SmtpClient client = new SmtpClient(machine.start("nc", address, Integer.toString(port)));
    client.reply().is(220);
    return client;
  }

  /** Connects to port 25 and says STARTTLS; what follows is encrypted, EHLO first. */
  public static SmtpClient connectTls(Machine machine) {
    return new SmtpClient(
        machine.start(
            "openssl", "s_client", "-quiet", "-starttls", "smtp", "-connect", "127.0.0.1:25"));
  }

  /** A reply: its code, and its lines without the code. */
  public record Reply(int code, List<String> lines) {

    public Reply {
      lines = List.copyOf(lines);
    }

    /** This reply, or a failure that shows it. */
    public Reply is(int expected) {
      if (code != expected) {
        throw new AssertionError("expected reply " + expected + ", got " + this);
      }
      return this;
    }
  }

  public Reply ehlo(String name) {
    return command("EHLO " + name);
  }

  public Reply mailFrom(String address) {
    return command("MAIL FROM:<" + address + ">");
  }

  public Reply rcptTo(String address) {
    return command("RCPT TO:<" + address + ">");
  }

  /** Sends the message with DATA; lines may end in any way, dots are taken care of. */
  public Reply data(String message) {
    command("DATA").is(354);
    Stream<String> stuffed = message.lines().map(line -> line.startsWith(".") ? "." + line : line);
    return command(String.join("\r\n", Stream.concat(stuffed, Stream.of(".")).toList()));
  }

  public Reply quit() {
    return command("QUIT");
  }

  /** Sends one message, and fails unless it is accepted. */
  public SmtpClient mail(String from, String to, String message) {
    ehlo("client.example.test").is(250);
    mailFrom(from).is(250);
    rcptTo(to).is(250);
    data(message).is(250);
    return this;
  }

  /** Sends a command and reads its reply. */
  public Reply command(String command) {
    session.send(command + "\r\n");
    return reply();
  }

  /** Reads a reply; its last line has a space after the code. */
  public Reply reply() {
    List<String> lines = new ArrayList<>();
    while (true) {
      String line =
          session
              .readLine()
              .orElseThrow(
                  () -> new AssertionError("connection closed after " + lines + session.errors()));
      lines.add(line.length() > 4 ? line.substring(4) : "");
      if (line.length() < 4 || line.charAt(3) == ' ') {
        return new Reply(Integer.parseInt(line.substring(0, 3)), lines);
      }
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
