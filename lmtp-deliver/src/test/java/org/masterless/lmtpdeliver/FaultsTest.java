package org.masterless.lmtpdeliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masterless.system.Soak;

/**
 * What the native {@code lmtp-deliver} does when a front, a user, a signal or a disk spoils things.
 */
@Timeout(120)
class FaultsTest extends Served {
  @Test
  void nothingIsLeftWhereverTheFrontGoesAway() throws Exception {
    serve();
    byte[] transcript = Conversation.transcript("u1", Conversation.envelope());
    for (int length = 0; length < transcript.length; length++) {
      try (Conversation front = new Conversation(socket)) {
        front.send(Arrays.copyOf(transcript, length)).finish();
        while (front.next().isPresent()) {}
      }
    }
    waitForChildren();
    assertNothingIsLeft();
    assertThat(deliver("u1")).isEqualTo(STORED);
    waitForChildren();
    assertThat(log()).as("said of those that went away").hasSize(1);
  }

  @Tag("soak")
  @Timeout(3600)
  @ParameterizedTest
  @ValueSource(strings = {"release", "sanitize"})
  void garbageHarmsNobody(String flavour) throws Exception {
    program = Path.of("target/native", flavour, "lmtp-deliver").toAbsolutePath();
    assumeTrue(Files.isExecutable(program), () -> "not built: " + program);
    serve("--timeout", "2");
    byte[] transcript = Conversation.transcript("u1", Conversation.envelope());
    int rounds = Soak.size(300, 50_000);
    for (int seed = 0; seed < rounds; seed++) {
      Random random = new Random(seed);
      byte[] garbage = transcript.clone();
      int from = seed % 3 == 0 ? 0 : 256;
      for (int i = 0; i <= random.nextInt(20); i++) {
        garbage[from + random.nextInt(garbage.length - from)] = (byte) random.nextInt(256);
      }
      try (Conversation front = new Conversation(socket)) {
        front.send(garbage).finish();
        while (front.next().isPresent()) {}
      }
    }
    waitForChildren();
    assertThat(filesIn(home.resolve("Maildir/tmp"))).isEmpty();
    assertThat(log()).noneMatch(line -> line.contains("killed by signal"));
    assertThat(deliver("u2")).isEqualTo(STORED);
    Soak.report("spoilt transcripts to lmtp-deliver (" + flavour + ")", rounds + "", "in service");
  }

  @Test
  void whoIsKilledOnTheWayHasStoredNothingAndOthersGoOn() throws Exception {
    serve();
    Conversation front = connect().name("u1");
    front.reply();
    front.envelope(Conversation.envelope()).data("x".repeat(60_000)).data("x".repeat(60_000));
    await("a file in tmp", () -> !filesIn(home.resolve("Maildir/tmp")).isEmpty());
    child().destroyForcibly();
    assertThat(front.reply()).isEqualTo("closed");
    assertThat(messages()).isEmpty();
    assertThat(deliver("u1")).isEqualTo(STORED);
    await("the news", () -> log().stream().anyMatch(line -> line.contains("signal 9")));
  }

  /** Or a number of messages that isn't that of those which were acknowledged, or one more. */
  @Test
  void whoIsKilledAtAnyTimeLeavesNoHalfMessageInNew() throws Exception {
    serve();
    deliver("u1");
    long size = Files.size(messages().get(0));
    byte[] transcript = Conversation.transcript("u1", Conversation.envelope());
    Random random = new Random(7);
    int acknowledged = 1;
    int killed = 0;
    for (int round = 0; round < 100; round++) {
      Conversation front = connect().send(Arrays.copyOf(transcript, 256));
      assertThat(front.reply()).isEqualTo("250 2.1.5");
      ProcessHandle child = child();
      front.send(Arrays.copyOfRange(transcript, 256, transcript.length));
      long end = System.nanoTime() + random.nextInt(1_500_000);
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      child.destroyForcibly();
      String reply = front.reply();
      acknowledged += reply.equals("250 2.0.0") ? 1 : 0;
      killed += reply.equals("closed") ? 1 : 0;
      front.close();
      waitForChildren();
    }
    assertThat(killed).isPositive();
    assertThat(acknowledged + killed).isEqualTo(101);
    assertThat(messages()).hasSizeBetween(acknowledged, acknowledged + killed);
    for (Path message : messages()) {
      assertThat(message).hasSize(size);
    }
  }

  @Test
  void linksAndFifosInHomesAreRefusedAndNothingIsWrittenElsewhere() throws Exception {
    serve();
    deliver("u2");
    Path others = folder.resolve("u2");
    Path maildir = home.resolve("Maildir");
    linked(maildir, others.resolve("Maildir"));
    assertRefused();
    Files.delete(maildir);
    own(Files.createDirectory(maildir), UID);
    linked(maildir.resolve("tmp"), others.resolve("Maildir/tmp"));
    assertRefused();
    Files.delete(maildir.resolve("tmp"));
    assertThat(new ProcessBuilder("mkfifo", maildir.resolve("new") + "").start().waitFor())
        .isZero();
    assertRefused();
    Files.delete(maildir.resolve("new"));
    Files.move(home, folder.resolve("away"));
    linked(home, others);
    assertRefused();
    assertThat(filesIn(others.resolve("Maildir/new"))).hasSize(1);
  }

  private static void linked(Path link, Path target) throws IOException {
    own(Files.createSymbolicLink(link, target), UID);
  }

  private void assertRefused() throws IOException {
    assertThat(deliver("u1")).containsExactly("250 2.1.5", "451 4.2.0");
  }

  @Test
  void aReplyNamesNoPath() throws Exception {
    serve();
    Files.delete(home);
    Conversation front = connect().name("u1");
    front.reply();
    String text = front.envelope(Conversation.envelope()).next().orElseThrow().text();
    assertThat(text).isEqualTo("Mailbox is not available now");
    await("the log", () -> log().stream().anyMatch(line -> line.contains(home.toString())));
  }

  @Test
  void aFullDiskIsTemporaryAndLeavesNothing() throws Exception {
    Process mount =
        new ProcessBuilder(
                "mount", "-t", "tmpfs", "-o", "size=64k,mode=700,uid=" + UID, "none", home + "")
            .start();
    assumeTrue(mount.waitFor() == 0, "no file system can be mounted here");
    try {
      serve();
      assertThat(deliver("u1", Conversation.envelope(), "x".repeat(65_500)))
          .containsExactly("250 2.1.5", "452 4.3.1");
      assertNothingIsLeft();
      assertThat(deliver("u1")).isEqualTo(STORED);
    } finally {
      assertThat(new ProcessBuilder("umount", "-l", home + "").start().waitFor()).isZero();
    }
  }
}
