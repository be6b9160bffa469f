package org.masterless.lmtpproxy;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.masterless.lmtpproxy.config.Endpoint;
import org.masterless.lmtpproxy.config.Settings;
import org.masterless.lmtpproxy.config.SettingsReader;
import org.masterless.lmtpproxy.io.Memory;
import org.masterless.lmtpproxy.session.Front;
import org.masterless.lmtpproxy.tls.Certificates;
import org.masterless.system.Numbers;
import org.masterless.system.Octets;
import org.masterless.system.OptionReader;
import org.masterless.system.Version;

/** The program. */
public final class LmtpProxy {
  static final int USAGE = 64;
  static final int CONFIGURATION = 78;
  static final int INTERNAL = 70;

  private static final String CONFIG = "/etc/masterless/lmtp-proxy.conf";

  /** Less than systemd waits before it kills (TimeoutStopSec=90s). */
  private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(80);

  private final Log log = new Log();
  private volatile int status;

  private LmtpProxy() {}

  /** What keeps it from starting, and how it exits then. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1;
    private final int status;
    private final List<String> lines;

    Refusal(int status, List<String> lines) {
      super(String.join("; ", lines), null, false, false);
      this.status = status;
      this.lines = lines;
    }
  }

  /** {@code lmtp-proxy [OPTION ...]}, see masterless-lmtp-proxy(8). */
  public static void main(String[] arguments) {
    OptionReader reader =
        new OptionReader("/usr/lib/masterless/lmtp-proxy [OPTION ...]", "masterless-lmtp-proxy(8)")
            .flag("check", "read the configuration, say what is wrong with it, and exit")
            .option("config", "FILE", "read FILE instead of " + CONFIG)
            .option("listen", "ADDRESS", "unix:/path or host:port instead of descriptor 0")
            .option("max-processes", "N", "serve N sessions at once");
    OptionReader.Reading reading = reader.read(List.of(arguments));
    if (reading instanceof OptionReader.Options options && options.operands().isEmpty()) {
      if (options.has("help") || options.has("version")) {
        System.out.print(options.has("help") ? reader.help() : Version.TEXT);
      } else {
        new LmtpProxy().runAndExit(options);
      }
      return;
    }
    String wrong =
        reading instanceof OptionReader.UsageError error ? error.text() : "too many arguments";
    new Log().error(wrong + "; see --help");
    System.exit(USAGE);
  }

  /** Also where there isn't even the memory to say why: a process that accepts nothing is worse. */
  private void runAndExit(OptionReader.Options options) {
    int result = INTERNAL;
    try {
      result = run(options);
    } finally {
      System.exit(result);
    }
  }

  private int run(OptionReader.Options options) {
    try {
      Settings settings = settings(options);
      if (options.has("check")) {
        return 0;
      }
      Optional<Front.Tls> tls =
          settings.certificate().map(files -> new Certificates(files, log::remark));
      Memory memory = Memory.ofHeap(Runtime.getRuntime().maxMemory());
      serve(new Front(settings, Routing.of(settings), tls, log, memory), listener(options));
      return 0;
    } catch (Refusal e) {
      e.lines.forEach(log::error);
      return e.status;
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      // Systemd starts another one, and has the socket meanwhile.
      status = INTERNAL;
      log.error("ending: " + e);
      return INTERNAL;
    }
  }

  /** Without the file all is as by default, but one that is named has to be there. */
  private Settings settings(OptionReader.Options options) throws Refusal {
    Path file = Path.of(options.get("config", CONFIG));
    SettingsReader.Reading reading = SettingsReader.read(file, !options.has("config"));
    if (!reading.problems().isEmpty()) {
      throw new Refusal(CONFIGURATION, reading.problems().stream().map(Object::toString).toList());
    }
    int most = Numbers.parse(options.get("max-processes", "0"), Integer.MAX_VALUE);
    if (most < 0) {
      throw new Refusal(USAGE, List.of("option --max-processes needs a number"));
    }
    return reading.settings().withSessions(most);
  }

  private static ServerSocketChannel listener(OptionReader.Options options)
      throws Refusal, IOException {
    if (options.has("listen")) {
      String text = options.get("listen", "");
      Optional<Endpoint> place = Endpoint.of(Octets.text(text.getBytes(StandardCharsets.UTF_8)));
      if (place.isEmpty()) {
        throw new Refusal(USAGE, List.of("option --listen needs unix:/path or host:port"));
      }
      try {
        return Listener.open(place.get());
      } catch (FileAlreadyExistsException e) {
        throw new Refusal(
            USAGE, List.of("option --listen: " + e.getMessage() + " is there and is no socket"));
      }
    }
    return Listener.inherited()
        .orElseThrow(
            () ->
                new Refusal(
                    USAGE,
                    List.of(
                        "descriptor 0 is no listening socket: start it by systemd, or --listen")));
  }

  private void serve(Front front, ServerSocketChannel listener)
      throws IOException, InterruptedException {
    Server server = new Server(front, listener);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
    int most = front.settings().service().sessions();
    Notifier.start(() -> server.sessions() + " of " + most + " sessions, " + log.counts(), log);
    server.run();
  }

  /** SIGTERM is a good end: without halt the JVM would exit with 143, a failure to systemd. */
  private void stop(Server server) {
    try {
      server.stop(PATIENCE_AT_STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(status);
  }
}
