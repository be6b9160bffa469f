package org.masterless.lmtpproxy.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.masterless.lmtpproxy.config.Settings;
import org.masterless.lmtpproxy.io.Link;
import org.masterless.lmtpproxy.session.Front;

/**
 * The server's certificate and key, read when TLS is first wanted and whenever they have changed.
 */
public final class Certificates implements Front.Tls {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

  /** What was read, and from files of which age. */
  private record Loaded(FileTime chain, FileTime key, SSLContext context) {}

  private final Settings.Certificate files;
  private Optional<Loaded> loaded = Optional.empty();

  public Certificates(Settings.Certificate files) {
    this.files = files;
  }

  @Override
  public UnaryOperator<Link> prepare() throws IOException {
    SSLEngine engine = context().createSSLEngine();
    engine.setUseClientMode(false);
    return clear -> new TlsLink(clear, engine);
  }

  private synchronized SSLContext context() throws IOException {
    FileTime chain = Files.getLastModifiedTime(files.chain());
    FileTime key = Files.getLastModifiedTime(files.key());
    Optional<Loaded> current =
        loaded.filter(known -> known.chain().equals(chain) && known.key().equals(key));
    if (current.isPresent()) {
      return current.get().context();
    }
    try {
      SSLContext context = load();
      loaded = Optional.of(new Loaded(chain, key, context));
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(files.chain() + " and " + files.key() + ": " + e.getMessage(), e);
    }
  }

  private SSLContext load() throws IOException, GeneralSecurityException {
    Certificate[] chain =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(files.chain())))
            .toArray(new Certificate[0]);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, new char[0]);
    store.setKeyEntry("server", key(files.key()), new char[0], chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    Matcher pem = KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    if (!pem.find()) {
      throw new InvalidKeySpecException(
          "no \"BEGIN PRIVATE KEY\" in " + file + " (openssl pkcs8 -topk8 -nodes makes one)");
    }
    PKCS8EncodedKeySpec encoded =
        new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
    for (String algorithm : ALGORITHMS) {
      Optional<PrivateKey> key = key(algorithm, encoded);
      if (key.isPresent()) {
        return key.get();
      }
    }
    throw new InvalidKeySpecException("the key in " + file + " is none of " + ALGORITHMS);
  }

  private static Optional<PrivateKey> key(String algorithm, PKCS8EncodedKeySpec encoded)
      throws GeneralSecurityException {
    try {
      return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(encoded));
    } catch (InvalidKeySpecException e) {
      return Optional.empty();
    }
  }
}
