package org.masterless.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.masterless.system.Calls;

/** What tests of delivery need: a home that is the test's own, and a message. */
abstract class InAHome {
  static final String MESSAGE = "Subject: test\n\nhello!\n";

  @TempDir Path root;
  Path home;
  TestKernel kernel;
  Calls calls;
  int uid;

  @BeforeEach
  void makeHome() throws IOException {
    home = Files.createDirectories(root.resolve("home/u"));
    uid = (int) Files.getAttribute(home, "unix:uid");
    kernel = new TestKernel(root);
    calls = kernel.calls();
  }

  /** Empty where the message was stored. */
  Optional<Failure> deliver(String detail) {
    return deliver(detail, QuotaLimit.NONE);
  }

  Optional<Failure> deliver(String detail, QuotaLimit limit) {
    MailLocation location = new MailLocation("/home/u", List.of("Maildir"), true);
    MailboxOpening opening = Mailbox.open(calls, uid, location, limit);
    return opening instanceof Failure failure
        ? Optional.of(failure)
        : deliver((Mailbox) opening, detail);
  }

  private Optional<Failure> deliver(Mailbox mailbox, String detail) {
    byte[] bytes = MESSAGE.getBytes(ISO_8859_1);
    Optional<Failure> refusal = mailbox.refusal(bytes.length);
    if (refusal.isPresent()) {
      return refusal;
    }
    Beginning beginning = mailbox.begin(detail, "mx.example.org");
    if (beginning instanceof Failure failure) {
      return Optional.of(failure);
    }
    NewMessage message = (NewMessage) beginning;
    Optional<Failure> failed = message.write(bytes, 0, bytes.length);
    if (failed.isEmpty()) {
      failed = message.store(bytes.length, 3);
    }
    if (failed.isEmpty()) {
      mailbox.added(bytes.length);
    }
    return failed;
  }

  List<Path> filesIn(String folder) throws IOException {
    Path path = home.resolve(folder);
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> names = Files.list(path)) {
      return names.toList();
    }
  }

  int mode(String path) throws IOException {
    return (int) Files.getAttribute(home.resolve(path), "unix:mode") & 07777;
  }
}
