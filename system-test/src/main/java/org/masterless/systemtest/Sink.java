package org.masterless.systemtest;

import java.util.List;
import java.util.stream.Stream;

/**
 * A mail server "outside" that takes everything: Postfix's smtp-sink on an address of its own in
 * the machine's network.
 */
public final class Sink implements AutoCloseable {
  private static final String FOLDER = "/var/tmp/sink";

  private final Machine machine;
  private final String address;
  private final int port;
  private final Session process;

  private Sink(Machine machine, String address, int port, Session process) {
    this.machine = machine;
    this.address = address;
    this.port = port;
    this.process = process;
  }

  /** Starts a sink, with further options of smtp-sink(1), and waits until it listens. */
  public static Sink start(Machine machine, String address, int port, String... options) {
    machine.run("ip", "address", "replace", address + "/32", "dev", "lo").ok();
    machine.run("install", "-d", "-o", "nobody", FOLDER).ok();
    String server = address + ":" + port;
    Stream<String> command = Stream.of("smtp-sink", "-u", "nobody", "-R", FOLDER, "-d", "%M%S.");
    Session process =
        machine.start(
            Stream.of(command, Stream.of(options), Stream.of(server, "100"))
                .flatMap(words -> words)
                .toArray(String[]::new));
    Sink sink = new Sink(machine, address, port, process);
    Eventually.eventually("a listening smtp-sink", sink::listens);
    return sink;
  }

  /** How main.cf names it, as a relay host or in a transport table. */
  public String destination() {
    return "[%s]:%d".formatted(address, port);
  }

  /** The messages that it took, envelope in {@code X-Mail-Args:} and {@code X-Rcpt-Args:}. */
  public List<String> messages() {
    String script = "cd " + FOLDER + " && for f in *; do cat \"$f\"; printf '\\0'; done";
    return Stream.of(machine.sh(script).out().split("\0")).filter(mail -> !mail.isBlank()).toList();
  }

  /** Waits for a message with this text, and returns it. */
  public String awaitMail(String text) {
    return Eventually.await(
            "a mail outside with \"" + text + "\"",
            this::messages,
            mails -> mails.stream().anyMatch(mail -> mail.contains(text)))
        .stream()
        .filter(mail -> mail.contains(text))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    process.close();
    machine.run("rm", "-rf", FOLDER);
  }

  private boolean listens() {
    return machine.sh("ss -Hltn 'src = " + address + ":" + port + "'").out().contains(address);
  }
}
