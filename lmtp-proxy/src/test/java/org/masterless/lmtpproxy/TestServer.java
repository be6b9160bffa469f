package org.masterless.lmtpproxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.masterless.lmtpproxy.config.Network;
import org.masterless.lmtpproxy.config.Problem;
import org.masterless.lmtpproxy.config.Settings;
import org.masterless.lmtpproxy.config.SettingsReader;
import org.masterless.lmtpproxy.io.Memory;
import org.masterless.lmtpproxy.session.Entry;
import org.masterless.lmtpproxy.session.Front;
import org.masterless.lmtpproxy.tls.Certificates;

/** The server in this process, in front of {@link FakeDeliveries}. */
final class TestServer implements AutoCloseable {
  /** Keeps what a journal would show. */
  static final class Kept implements Front.Journal {
    final List<Entry> entries = new CopyOnWriteArrayList<>();
    final List<String> remarks = new CopyOnWriteArrayList<>();

    private final Queue<Error> failures = new ConcurrentLinkedQueue<>();

    /** As if there were no memory for the next entry. */
    void failNext(Error error) {
      failures.add(error);
    }

    @Override
    public void note(Entry entry) {
      Optional.ofNullable(failures.poll())
          .ifPresent(
              error -> {
                throw error;
              });
      entries.add(entry);
    }

    @Override
    public void remark(String text) {
      remarks.add(text);
    }
  }

  private static final Memory PLENTY = Memory.ofHeap(Runtime.getRuntime().maxMemory());

  final FakeDeliveries deliveries;
  final Kept journal = new Kept();
  final Path directory;
  final SocketAddress address;
  private final Server server;
  private final Thread thread;

  /** With lines of configuration besides the host's name and the places. */
  TestServer(String... configuration) throws IOException {
    this(true, () -> {}, PLENTY, configuration);
  }

  /** With something that is run where each session begins. */
  static TestServer beginningSessionsWith(Runnable beginning, String... configuration)
      throws IOException {
    return new TestServer(true, beginning, PLENTY, configuration);
  }

  static TestServer withMemory(Memory memory) throws IOException {
    return new TestServer(true, () -> {}, memory);
  }

  static TestServer onTcp(String... configuration) throws IOException {
    return new TestServer(false, () -> {}, PLENTY, configuration);
  }

  private TestServer(boolean isUnix, Runnable beginning, Memory memory, String... configuration)
      throws IOException {
    directory = Files.createTempDirectory("lmtp-proxy");
    Settings settings = withTrusted(settings(String.join("\n", configuration)), beginning);
    deliveries = new FakeDeliveries(directory.resolve("deliver"), settings.delivery().processes());
    ServerSocketChannel listener =
        isUnix
            ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(directory.resolve("lmtp")))
            : ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    address = listener.getLocalAddress();
    Front front =
        new Front(
            settings,
            Routing.of(settings),
            settings.certificate().map(files -> new Certificates(files, journal::remark)),
            journal,
            memory);
    server = new Server(front, listener);
    thread = new Thread(this::run, "server");
    thread.setDaemon(true);
    thread.start();
  }

  private Settings settings(String configuration) {
    String text =
        configuration
            .replace("@DIR@", directory.toString())
            .concat("\n[delivery]\nsocket = " + directory.resolve("deliver"))
            .concat(configuration.contains("[delivery]") ? "" : "\nrcpt_timeout = 5s\ntimeout = 5s")
            .concat("\n[service]\nhost_name = mx.example.org\nspool = " + directory + "\n");
    SettingsReader.Reading reading = SettingsReader.read("test.conf", text);
    for (Problem problem : reading.problems()) {
      throw new IllegalArgumentException(problem.toString());
    }
    return reading.settings();
  }

  /** A session asks first of all who is trusted. */
  private static Settings withTrusted(Settings settings, Runnable beginning) {
    List<Network> trusted =
        new AbstractList<>() {
          @Override
          public Network get(int index) {
            return settings.trusted().get(index);
          }

          @Override
          public int size() {
            beginning.run();
            return settings.trusted().size();
          }
        };
    return new Settings(
        settings.service(),
        settings.addresses(),
        settings.delivery(),
        settings.relay(),
        settings.certificate(),
        trusted);
  }

  private void run() {
    try {
      server.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  SocketChannel connect() throws IOException {
    return SocketChannel.open(address);
  }

  Server server() {
    return server;
  }

  Thread thread() {
    return thread;
  }

  /** As SIGTERM does. */
  void stopSessions() {
    try {
      server.stop(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void stop() {
    try {
      server.stop(Duration.ofSeconds(10));
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    stop();
    deliveries.close();
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
