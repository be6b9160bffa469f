package org.masterless.supervisor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The native {@code supervise} with a daemon that speaks the status protocol and does what its
 * clients say ({@code daemon.c}), socket-activated as by systemd ({@code activate.c}): what tests
 * of it can do.
 */
abstract class Activated {
  /** The program as it gets installed; a test may take another flavour. */
  Path program = Path.of("target/native/release/supervise").toAbsolutePath();

  private static final long PATIENCE = 20_000;

  @TempDir static Path built;

  @TempDir Path folder;
  private final List<String> options = new ArrayList<>();
  private final List<SocketChannel> clients = new ArrayList<>();
  private Optional<Process> systemd = Optional.empty();

  @BeforeAll
  static void compile() throws IOException, InterruptedException {
    for (String name : List.of("activate", "daemon", "handle")) {
      CompiledC.into(built, name);
    }
  }

  @BeforeEach
  void basics() {
    options.addAll(List.of("--service", "test", "--type", "unix"));
  }

  @AfterEach
  void end() throws IOException, InterruptedException {
    Files.createFile(folder.resolve("over"));
    for (SocketChannel client : clients) {
      client.close();
    }
    if (lines("started").size() > lines("ended").size()) {
      signal("KILL");
    }
    if (systemd.isPresent()) {
      systemd.get().waitFor();
    }
    for (String pid : lines("daemons")) {
      await("end of daemon " + pid, () -> !isAlive(pid));
    }
  }

  void activate(String... more) throws IOException {
    activate(List.of(), more);
  }

  void activate(List<String> flags, String... more) throws IOException {
    options.addAll(List.of(more));
    List<String> command = new ArrayList<>(List.of(built.resolve("activate").toString()));
    command.addAll(flags);
    command.addAll(List.of(folder.toString(), "sock", "second", "--", program.toString()));
    command.addAll(options);
    command.addAll(List.of("--", built.resolve("daemon").toString(), folder.toString()));
    command.addAll(List.of("-o", "stress=", "a = b  c", "", "$x % \" '"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().put("LANG", "C");
    builder.environment().put("MAIL_CONFIG", "/etc/postfix");
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().put("HOME", "/root");
    builder.redirectError(folder.resolve("errors").toFile());
    systemd = Optional.of(builder.start());
    await("the socket", () -> Files.exists(folder.resolve("notify")));
  }

  void activateAtOnce(String... more) throws IOException {
    activate(List.of("-n"), more);
    await("readiness", () -> notified().contains("READY=1"));
  }

  SocketChannel connect(String order) throws IOException {
    SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
    clients.add(client);
    client.connect(UnixDomainSocketAddress.of(folder.resolve("sock")));
    client.write(ByteBuffer.wrap(order.getBytes(ISO_8859_1)));
    return client;
  }

  /** The answer's line: the pid of the daemon. */
  static String answer(SocketChannel client) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(64);
    int count = client.read(buffer);
    return count < 0 ? "" : new String(buffer.array(), 0, count, ISO_8859_1).trim();
  }

  String ask(String order) throws IOException {
    try (SocketChannel client = connect(order)) {
      return answer(client);
    }
  }

  List<String> lines(String file) throws IOException {
    Path path = folder.resolve(file);
    return Files.exists(path) ? Files.readAllLines(path, ISO_8859_1) : List.of();
  }

  String notified() throws IOException {
    return String.join("\n", lines("notified"));
  }

  String supervisor() throws IOException {
    List<String> started = lines("started");
    return started.get(started.size() - 1);
  }

  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, supervisor()).start().waitFor();
  }

  static boolean isAlive(String pid) {
    return ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false);
  }

  static void await(String what, Callable<Boolean> condition) {
    long end = System.nanoTime() + PATIENCE * 1_000_000;
    try {
      while (!condition.call()) {
        assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(end);
        Thread.sleep(5);
      }
    } catch (Exception e) {
      throw new AssertionError("waiting for " + what, e);
    }
  }

  /** How often the supervisor gave up the processor by itself. */
  long switches() throws IOException {
    return Files.readAllLines(Path.of("/proc", supervisor(), "status")).stream()
        .filter(line -> line.startsWith("voluntary_ctxt_switches"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }
}
