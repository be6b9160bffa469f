package org.masterless.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A release's file system as a fresh Debian with Postfix has it ("Internet Site", nothing else
 * touched). Built once into the cache; its name has a digest of how, so a changed recipe is a new
 * image.
 */
final class BaseImage {
  private static final List<String> PACKAGES =
      List.of(
          "systemd",
          "systemd-sysv",
          "dbus",
          "postfix",
          "ssl-cert",
          "bsd-mailx",
          "procps",
          "iproute2",
          "openssl",
          "strace",
          "libnss-extrausers",
          "netcat-openbsd",
          "default-jre-headless",
          "python3");

  /**
   * What tests install later, in a machine that reaches no archive: only packages lie there, in a
   * folder for each purpose together with all that they need.
   */
  private static final String SHELF =
      """
      root=$1
      shelve() {
        shelf="$root/srv/debs/$1"
        shift
        mkdir -p "$shelf/partial"
        APT_CONFIG="$MMDEBSTRAP_APT_CONFIG" apt-get install --quiet --yes --download-only \\
          --no-install-recommends --reinstall -o Dir::Cache::Archives="$shelf" "$@" &&
          rm -r "$shelf/partial" "$shelf/lock"
      }
      shelve postfix postfix &&
        shelve log fail2ban python3-systemd rsyslog libsasl2-modules &&
        shelve dovecot dovecot-imapd dovecot-lmtpd &&
        shelve sieve dovecot-sieve &&
        shelve swaks swaks &&
        shelve exim exim4-daemon-light &&
        shelve clamav clamav-daemon clamav-milter &&
        shelve spamassassin spamassassin &&
        shelve policyd-spf postfix-policyd-spf-python
      """;

  /** What an admin answers while Debian installs, and the name that the machine has. */
  private static final List<String> RECIPE =
      List.of(
          "--variant=apt",
          "--include=" + String.join(",", PACKAGES),
          "--setup-hook=mkdir -p \"$1/etc\" && echo mail.example.test >\"$1/etc/hostname\"",
          "--essential-hook=printf '%s\\n'"
              + " 'postfix postfix/main_mailer_type select Internet Site'"
              + " 'postfix postfix/mailname string example.test'"
              + " | chroot \"$1\" debconf-set-selections",
          // The installer asks the kernel for the host name, and that is the builder's.
          "--customize-hook=chroot \"$1\" postconf -e myhostname=mail.example.test"
              + " 'mydestination=$myhostname, example.test, localhost.example.test, localhost'",
          "--customize-hook=printf '127.0.0.1 localhost\\n127.0.1.1 mail.example.test mail\\n"
              + "::1 localhost\\n' >\"$1/etc/hosts\"",
          "--customize-hook=" + SHELF,
          "--customize-hook=rm -rf \"$1\"/var/lib/apt/lists/* \"$1\"/var/cache/apt/*.bin");

  private static final Duration LIMIT = Duration.ofMinutes(10);

  private BaseImage() {}

  /** The image's folder, which nobody may write to; built first where it is missing. */
  static synchronized Path of(Release release) {
    Path image = folder(release);
    if (Files.isDirectory(image)) {
      return image;
    }
    try {
      Files.createDirectories(image.getParent());
      Path lock = image.resolveSibling(release + ".lock");
      // Another run may be building the same one.
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var held = channel.lock()) {
        if (held.isValid() && !Files.isDirectory(image)) {
          build(release, image);
        }
      }
      return image;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean allBuilt() {
    return Arrays.stream(Release.values()).map(BaseImage::folder).allMatch(Files::isDirectory);
  }

  private static void build(Release release, Path image) throws IOException {
    System.err.println("building the base image of " + release + " (about a minute)");
    Workspace.sweep();
    Path folder = Workspace.create(release + "-image");
    Path root = folder.resolve("root");
    try (Guarded builder = Guarded.start(folder, List.of(), command(release, root))) {
      if (!builder.succeeds(LIMIT)) {
        throw new AssertionError("mmdebstrap failed for " + release + ":\n" + builder.console());
      }
      Files.move(root, image);
    }
  }

  private static String[] command(Release release, Path root) {
    String mirror = Mirror.uri().orElseThrow(() -> new AssertionError("no Debian archive known"));
    return Stream.of(
            Stream.of("mmdebstrap", "--mode=root"),
            RECIPE.stream(),
            Stream.of(release.suite(), root.toString(), mirror))
        .flatMap(words -> words)
        .toArray(String[]::new);
  }

  private static Path folder(Release release) {
    return Places.cache().resolve("images").resolve(release.suite() + "-" + digest());
  }

  private static String digest() {
    try {
      byte[] recipe = String.join("\n", RECIPE).getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(recipe);
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
