package org.masterless.lmtpproxy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** Stands in for another LMTP server, or Dovecot's auth service: answers each line it is sent. */
final class ScriptedServer implements AutoCloseable {
  /** What was sent; {@code (end)} comes last. */
  final List<String> lines = new CopyOnWriteArrayList<>();

  final Path socket;
  private final ServerSocketChannel listener;

  /**
   * For one connection.
   *
   * @param answers to lines, or {@code hang up}
   */
  ScriptedServer(String greeting, UnaryOperator<String> answers) throws IOException {
    this(unixListener(), greeting, answers);
  }

  static ScriptedServer onTcp(String greeting, UnaryOperator<String> answers) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return new ScriptedServer(listener, greeting, answers);
  }

  private static ServerSocketChannel unixListener() throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    Path folder = Files.createTempDirectory("scripted");
    return listener.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));
  }

  private ScriptedServer(
      ServerSocketChannel listener, String greeting, UnaryOperator<String> answers)
      throws IOException {
    this.listener = listener;
    this.socket =
        listener.getLocalAddress() instanceof UnixDomainSocketAddress unix
            ? unix.getPath()
            : Path.of("");
    Thread thread = new Thread(() -> serve(greeting, answers), "scripted");
    thread.setDaemon(true);
    thread.start();
  }

  /** Accepts all recipients, of whom there are two where there is a message. */
  static String usual(String line) {
    return switch (line.split(" ", -1)[0]) {
      case "LHLO", "MAIL", "RCPT" -> "250 ok\r\n";
      case "DATA" -> "354 go\r\n";
      case "." -> "250 one\r\n250 two\r\n";
      default -> "";
    };
  }

  int port() throws IOException {
    return ((InetSocketAddress) listener.getLocalAddress()).getPort();
  }

  private void serve(String greeting, UnaryOperator<String> answers) {
    try (SocketChannel channel = listener.accept()) {
      channel.write(ByteBuffer.wrap(greeting.getBytes(StandardCharsets.ISO_8859_1)));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.ISO_8859_1));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
        String answer = answers.apply(line);
        if (answer.equals("hang up")) {
          return;
        }
        channel.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.ISO_8859_1)));
      }
      lines.add("(end)");
    } catch (IOException e) {
      lines.add(e.toString());
    }
  }

  /** Waits until the connection is closed. */
  List<String> all() throws InterruptedException {
    while (!lines.contains("(end)")) {
      Thread.sleep(5);
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    if (!socket.toString().isEmpty()) {
      Files.delete(socket);
      Files.delete(socket.getParent());
    }
  }
}
