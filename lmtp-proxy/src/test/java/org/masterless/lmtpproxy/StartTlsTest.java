package org.masterless.lmtpproxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class StartTlsTest {
  @TempDir static Path directory;

  @BeforeAll
  static void makeCertificates() throws Exception {
    make("EC", "first");
    make("RSA", "second");
    make("Ed25519", "third");
    use("first");
  }

  /** What certbot or openssl would leave behind. */
  private static void make(String algorithm, String name) throws Exception {
    Path store = directory.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + name,
                "-alias",
                "a",
                "-keystore",
                store.toString(),
                "-storepass",
                "secret")
            .redirectErrorStream(true)
            .start();
    keytool.getInputStream().readAllBytes();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), "secret".toCharArray());
    pem(name + ".crt", "CERTIFICATE", keys.getCertificate("a").getEncoded());
    pem(name + ".key", "PRIVATE KEY", keys.getKey("a", "secret".toCharArray()).getEncoded());
  }

  private static void pem(String file, String type, byte[] content) throws IOException {
    String text = Base64.getMimeEncoder().encodeToString(content);
    Files.writeString(
        directory.resolve(file),
        "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
  }

  private static void use(String name) throws IOException {
    for (String kind : new String[] {"crt", "key"}) {
      Path used = directory.resolve("used." + kind);
      Files.writeString(used, Files.readString(directory.resolve(name + "." + kind)));
      Files.setLastModifiedTime(used, FileTime.fromMillis(name.hashCode() & 0xffffffL));
    }
  }

  private static TestServer server() throws IOException {
    return server("5m");
  }

  private static TestServer server(String timeout) throws IOException {
    return TestServer.onTcp(
        "[service]",
        "timeout = " + timeout,
        "[tls]",
        "certificate = " + directory + "/used.crt",
        "key = " + directory + "/used.key");
  }

  private static final TrustManager ANYONE =
      new X509TrustManager() {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
          return new X509Certificate[0];
        }
      };

  /** A client in clear, which can go over to TLS. */
  private static final class Talk implements AutoCloseable {
    private final Socket clear;
    private Socket socket;
    private BufferedReader in;

    Talk(TestServer server) throws IOException {
      InetSocketAddress address = (InetSocketAddress) server.address;
      clear = new Socket(address.getAddress(), address.getPort());
      clear.setSoTimeout(10_000);
      socket = clear;
      in = reader(clear.getInputStream());
      in.readLine();
    }

    private static BufferedReader reader(InputStream stream) {
      return new BufferedReader(new InputStreamReader(stream, StandardCharsets.ISO_8859_1), 1);
    }

    String say(String text) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      return reply();
    }

    String reply() throws IOException {
      StringBuilder all = new StringBuilder();
      String line;
      do {
        line = in.readLine();
        all.append(line).append('\n');
      } while (line != null && line.startsWith("-", 3));
      return all.toString();
    }

    String secure(String protocol) throws Exception {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {ANYONE}, null);
      SSLSocket tls =
          (SSLSocket) context.getSocketFactory().createSocket(clear, "localhost", 0, false);
      tls.setEnabledProtocols(new String[] {protocol});
      tls.startHandshake();
      socket = tls;
      in = reader(tls.getInputStream());
      return tls.getSession().getPeerPrincipal().getName();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void mailGoesThroughTls() throws Exception {
    for (String protocol : new String[] {"TLSv1.2", "TLSv1.3"}) {
      try (TestServer server = server();
          Talk talk = new Talk(server)) {
        assertThat(talk.say("LHLO c")).contains("STARTTLS");
        assertThat(talk.say("STARTTLS")).isEqualTo("220 2.0.0 Ready to start TLS\n");
        assertThat(talk.secure(protocol)).isEqualTo("CN=first");
        assertThat(talk.say("MAIL FROM:<>")).startsWith("503 5.5.1 LHLO first");
        assertThat(talk.say("LHLO c")).doesNotContain("STARTTLS");
        assertThat(talk.say("STARTTLS")).startsWith("503 ");
        talk.say("MAIL FROM:<>");
        talk.say("RCPT TO:<alice>");
        talk.say("DATA");
        String text = "x".repeat(70) + "\r\n";
        assertThat(talk.say(text.repeat(3000) + ".")).startsWith("250 2.0.0 <alice>");
        assertThat(server.deliveries.delivered().get(0).end().lines()).isEqualTo(3000);
        assertThat(server.deliveries.delivered().get(0).envelope().get("protocol"))
            .isEqualTo("LMTPS");
      }
    }
  }

  @Test
  void whatIsInjectedBehindStartTlsIsNeverReadAsIfItCameByTls() throws Exception {
    try (TestServer server = server();
        Talk talk = new Talk(server)) {
      talk.say("LHLO c");
      assertThat(talk.say("STARTTLS\r\nMAIL FROM:<evil@x>")).startsWith("501 5.5.4");
      assertThat(talk.reply()).startsWith("250 2.1.0");
    }
  }

  @Test
  void nonsenseInsteadOfAHandshakeEndsTheSession() throws Exception {
    try (TestServer server = server();
        Talk talk = new Talk(server)) {
      talk.say("LHLO c");
      talk.say("STARTTLS");
      assertThat(talk.say("MAIL FROM:<evil@x>")).doesNotContain("250");
      assertThat(server.deliveries.named()).isEmpty();
    }
  }

  @Test
  void aClientThatIsSilentInsteadOfAHandshakeIsLeft() throws Exception {
    try (TestServer server = server("1s");
        Talk talk = new Talk(server)) {
      talk.say("STARTTLS");
      while (server.server().sessions() > 0) {
        Thread.sleep(5);
      }
    }
  }

  @Test
  void aNewCertificateCountsFromTheNextSessionOn() throws Exception {
    try (TestServer server = server()) {
      for (String name : new String[] {"first", "second", "third", "first"}) {
        use(name);
        assertThat(name(server)).isEqualTo("CN=" + name);
      }
    }
  }

  /** Of files as a renewal may leave them for a moment, or an admin for good. */
  private static void spoil(String kind, String how) throws IOException {
    Path used = directory.resolve("used." + kind);
    Files.delete(used);
    switch (how) {
      case "gone" -> {}
      case "bad Base64" ->
          Files.writeString(
              used, "-----BEGIN PRIVATE KEY-----\nMIGx\n=A==\n-----END PRIVATE KEY-----\n");
      case "other" ->
          Files.writeString(used, Files.readString(directory.resolve("second." + kind)));
      case "folder" -> Files.createDirectory(used);
      default -> Files.writeString(used, how);
    }
  }

  private static final String SPOILED =
      """
      crt, ''
      crt, nothing
      crt, -----BEGIN CERTIFICATE-----
      crt, bad Base64
      crt, other
      crt, gone
      crt, folder
      key, ''
      key, nothing
      key, bad Base64
      key, other
      key, gone
      """;

  @ParameterizedTest
  @CsvSource(textBlock = SPOILED)
  void aCertificateThatIsBrokenIsATemporaryFailure(String kind, String how) throws Exception {
    try (TestServer server = server();
        Talk talk = new Talk(server)) {
      spoil(kind, how);
      assertThat(talk.say("STARTTLS")).isEqualTo("454 4.7.0 TLS is not available\n");
      assertThat(talk.say("LHLO c")).startsWith("250");
      assertThat(server.journal.remarks)
          .singleElement()
          .asString()
          .startsWith("TLS isn't available: ")
          .contains(directory + "/used." + kind);
    } finally {
      Files.deleteIfExists(directory.resolve("used." + kind));
      use("first");
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = SPOILED)
  void untilANewCertificateIsGoodTheOldOneCounts(String kind, String how) throws Exception {
    try (TestServer server = server()) {
      assertThat(name(server)).isEqualTo("CN=first");
      spoil(kind, how);
      assertThat(name(server)).isEqualTo("CN=first");
      assertThat(name(server)).isEqualTo("CN=first");
      assertThat(server.journal.remarks)
          .singleElement()
          .asString()
          .startsWith("the certificate that was read before is used on: ");
      Files.deleteIfExists(directory.resolve("used." + kind));
      use("second");
      assertThat(name(server)).isEqualTo("CN=second");
    } finally {
      Files.deleteIfExists(directory.resolve("used." + kind));
      use("first");
    }
  }

  private static String name(TestServer server) throws Exception {
    try (Talk talk = new Talk(server)) {
      talk.say("STARTTLS");
      return talk.secure("TLSv1.3");
    }
  }
}
