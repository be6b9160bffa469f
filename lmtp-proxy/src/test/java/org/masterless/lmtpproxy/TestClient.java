package org.masterless.lmtpproxy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.masterless.system.Octets;

/** A client that says what it is told to. */
final class TestClient implements AutoCloseable {
  final SocketChannel channel;
  private final BufferedReader in;

  TestClient(TestServer server) throws IOException {
    channel = server.connect();
    in =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.ISO_8859_1));
  }

  /** Beyond LHLO. */
  static TestClient ready(TestServer server) throws IOException {
    TestClient client = new TestClient(server);
    client.line();
    client.say("LHLO c");
    return client;
  }

  void send(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  void send(String text) throws IOException {
    send(Octets.bytes(text));
  }

  /** The next line, or {@code (end)}. */
  String line() throws IOException {
    String line = in.readLine();
    return line == null ? "(end)" : line;
  }

  /** Sends a line, and answers the last line of the reply. */
  String say(String line) throws IOException {
    send(line + "\r\n");
    return reply();
  }

  String reply() throws IOException {
    String line = line();
    while (line.length() > 3 && line.charAt(3) == '-') {
      line = line();
    }
    return line;
  }

  List<String> rest() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      lines.add(line);
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
