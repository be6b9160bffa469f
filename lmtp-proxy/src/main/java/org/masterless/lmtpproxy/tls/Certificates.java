package org.masterless.lmtpproxy.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.masterless.lmtpproxy.config.Settings;
import org.masterless.lmtpproxy.io.Link;
import org.masterless.lmtpproxy.session.Front;

/**
 * The server's certificate and key, read when TLS is first wanted and whenever they have changed.
 * Where the new ones are no good, as the files of a renewal are for a moment, the old ones count.
 */
public final class Certificates implements Front.Tls {
  /** What was read, and from files of which age. */
  private record Loaded(FileTime chain, FileTime key, SSLContext context) {}

  private final Settings.Certificate files;
  private final Consumer<String> remark;
  private Optional<Loaded> loaded = Optional.empty();
  private String complaint = "";

  /**
   * Not read yet.
   *
   * @param remark is told, once, why new ones don't count
   */
  public Certificates(Settings.Certificate files, Consumer<String> remark) {
    this.files = files;
    this.remark = remark;
  }

  @Override
  public UnaryOperator<Link> prepare() throws IOException {
    SSLEngine engine = context().createSSLEngine();
    engine.setUseClientMode(false);
    return clear -> new TlsLink(clear, engine);
  }

  private synchronized SSLContext context() throws IOException {
    try {
      SSLContext context = current();
      complaint = "";
      return context;
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      String why = files.chain() + " and " + files.key() + ": " + e;
      if (loaded.isEmpty()) {
        throw new IOException(why, e);
      }
      if (!complaint.equals(why)) {
        complaint = why;
        remark.accept("the certificate that was read before is used on: " + why);
      }
      return loaded.get().context();
    }
  }

  private SSLContext current() throws IOException, GeneralSecurityException {
    FileTime chain = Files.getLastModifiedTime(files.chain());
    FileTime key = Files.getLastModifiedTime(files.key());
    Optional<Loaded> current =
        loaded.filter(known -> known.chain().equals(chain) && known.key().equals(key));
    if (current.isEmpty()) {
      loaded = Optional.of(new Loaded(chain, key, PemFiles.load(files)));
    }
    return loaded.orElseThrow().context();
  }
}
