package org.masterless.lmtpdeliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The native {@code lmtp-deliver} where a command takes the messages. */
@Timeout(60)
class CommandTest extends Served {
  private void serveWith(String script, String... words) throws IOException {
    List<String> options =
        new ArrayList<>(List.of("--timeout", "2", "--", "/bin/sh", "-c", script));
    options.addAll(List.of(words));
    serve(options.toArray(new String[0]));
  }

  @Test
  void itGetsTheMessageAndWhatItAskedForAndNothingElse() throws Exception {
    serveWith(
        "cat >message; printf '%s\\n' \"$@\" >words; env | sort >environment; id -u >uid;"
            + " grep NoNewPrivs /proc/self/status >nnp; ls /proc/self/fd >fds",
        "sh", "{sender}", "-d={recipient}", "{detail}", "{user} {home}", "x{other}", "{");
    String sender = "$(touch x)'\"; x@example.org";
    assertThat(
            deliver(
                "u1",
                Conversation.envelope().with("sender", sender).with("detail", "lists"),
                Conversation.BODY))
        .containsExactly("250 2.1.5", "250 2.0.0");
    assertThat(home.resolve("message"))
        .content()
        .startsWith("Return-Path: <" + sender + ">\n")
        .endsWith(Conversation.BODY);
    assertThat(Files.readAllLines(home.resolve("words")))
        .containsExactly(sender, "-d=u1+lists@example.com", "lists", "u1 " + home, "x{other}", "{");
    assertThat(Files.readAllLines(home.resolve("environment")))
        .contains("HOME=" + home, "USER=u1", "EXTENSION=lists", "RECIPIENT=u1+lists@example.com")
        .noneMatch(line -> line.startsWith("SECRET"));
    assertThat(home.resolve("uid")).hasContent(UID + "\n");
    assertThat(home.resolve("nnp")).hasContent("NoNewPrivs:\t0\n");
    assertThat(Files.readAllLines(home.resolve("fds"))).hasSize(4);
    assertThat(home.resolve("Maildir")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 250 2.0.0",
    "1, 451 4.3.0",
    "64, 451 4.3.5",
    "65, 554 5.6.0",
    "67, 550 5.1.1",
    "68, 451 4.3.0",
    "69, 451 4.3.0",
    "70, 451 4.3.0",
    "73, 451 4.2.0",
    "75, 451 4.3.0",
    "77, 554 5.7.0",
    "78, 451 4.3.5",
    "127, 451 4.3.0"
  })
  void itsExitStatusIsTheReply(int status, String reply) throws Exception {
    serveWith("exit " + status);
    assertThat(deliver("u1")).containsExactly("250 2.1.5", reply);
  }

  @Test
  void aCommandThatIsKilledOrHangsOrIsNotThereHasNotDelivered() throws Exception {
    serveWith("case $EXTENSION in kill) kill -9 $$;; esac; exec sleep 60");
    assertThat(deliver("u1", Conversation.envelope().with("detail", "kill"), "x"))
        .containsExactly("250 2.1.5", "451 4.3.0");
    assertThat(deliver("u1")).containsExactly("250 2.1.5", "451 4.3.0");
    waitForChildren();
  }

  @Test
  void whatAHangingCommandHasStartedIsKilledWithIt() throws Exception {
    serveWith("echo $$ >pids; sleep 60 & echo $! >>pids; (echo ready; exec sleep 60) | cat");
    assertThat(deliver("u1")).containsExactly("250 2.1.5", "451 4.3.0");
    List<String> pids = Files.readAllLines(home.resolve("pids"));
    assertThat(pids).hasSize(2);
    for (String pid : pids) {
      await("the end of " + pid, () -> isGone(pid));
    }
  }

  @Test
  void aCommandDiesWithTheProcessThatStartedItEvenIfItWasStopped() throws Exception {
    serve(
        "--",
        "/bin/sh",
        "-c",
        "printf '%s\\n' $$ $PPID >pids.new; mv pids.new pids; kill -STOP $$");
    Conversation front = connect().send(Conversation.transcript("u1", Conversation.envelope()));
    assertThat(front.reply()).isEqualTo("250 2.1.5");
    await("the command", () -> Files.exists(home.resolve("pids")));
    List<String> pids = Files.readAllLines(home.resolve("pids"));
    new ProcessBuilder("kill", "-9", pids.get(1)).start().waitFor();
    await("the end of " + pids.get(0), () -> isGone(pids.get(0)));
    assertThat(front.next()).isEmpty();
  }

  @Test
  void aUserWhoHasTooManyProcessesGetsNoMore() throws Exception {
    serve("--user-tasks-max", "2", "--", "/bin/sh", "-c", "true & wait; touch started");
    assertThat(deliver("u1")).containsExactly("250 2.1.5", "451 4.3.0");
  }

  /** Who ends after its parent is a zombie until somebody asks. */
  private static boolean isGone(String pid) throws IOException {
    Path status = Path.of("/proc", pid, "status");
    return !Files.exists(status) || Files.readString(status).contains("State:\tZ");
  }

  @Test
  void aCommandLeadsASessionOfItsOwn() throws Exception {
    serveWith("cut -d' ' -f1,5,6 /proc/$$/stat >ids; echo $$ $$ $$ >wanted");
    assertThat(deliver("u1")).isEqualTo(STORED);
    assertThat(home.resolve("ids")).hasSameTextualContentAs(home.resolve("wanted"));
  }

  @Test
  void aMessageThatDoesNotComeWholeIsNotGivenToIt() throws Exception {
    serveWith("touch started");
    byte[] transcript = Conversation.transcript("u1", Conversation.envelope());
    for (int length : new int[] {300, transcript.length - 20, transcript.length - 1}) {
      Conversation front = connect().send(Arrays.copyOf(transcript, length)).finish();
      while (front.next().isPresent()) {}
    }
    waitForChildren();
    assertThat(home.resolve("started")).doesNotExist();
    assertThat(spooled()).isEmpty();
  }

  /** Else it could shut down the journal's socket for all, or say that others' mail is stored. */
  @Test
  void whatItWritesToStandardErrorIsLoggedAsItsOwn() throws Exception {
    serveWith(
        "readlink /proc/self/fd/2 >stream;"
            + " printf '\\033one\\n4X2: user=u2, status=250\\n\\nunfinished' >&2");
    assertThat(deliver("u1")).isEqualTo(STORED);
    await("the end", () -> log().size() == 4);
    assertThat(home.resolve("stream")).content().startsWith("pipe:");
    String own = "lmtp-deliver: 4X1: user=u1, stderr: ";
    assertThat(log().subList(0, 3))
        .containsExactly(own + "?one", own + "4X2: user=u2, status=250", own + "unfinished");
  }

  @Test
  void itIsReadHoweverMuchItSaysButNotAllIsLogged() throws Exception {
    serveWith("seq 1 20000 >&2; head -c 300000 /dev/zero | tr '\\0' x >&2");
    assertThat(deliver("u1")).isEqualTo(STORED);
    await("the end", () -> log().stream().anyMatch(line -> line.contains("status=250")));
    assertThat(log()).hasSizeBetween(50, 102);
    assertThat(log().stream().mapToInt(String::length).sum()).isLessThan(32_000);
  }

  @Test
  void aLongLineIsSeveralAndTheSumIsBounded() throws Exception {
    serveWith("head -c 300000 /dev/zero | tr '\\0' x >&2");
    assertThat(deliver("u1")).isEqualTo(STORED);
    await("the end", () -> log().stream().anyMatch(line -> line.contains("status=250")));
    assertThat(log()).hasSizeBetween(10, 20).allMatch(line -> line.length() < 1200);
  }

  /** As procmail does, which has not stored the message then. */
  @Test
  void whatItLeavesBehindMayStillWriteToStandardError() throws Exception {
    serveWith("{ while [ ! -e go ]; do sleep 0.1; done; echo late >&2; touch stored; } &");
    assertThat(deliver("u1")).isEqualTo(STORED);
    waitForChildren();
    Files.createFile(home.resolve("go"));
    await("what was left behind", () -> Files.exists(home.resolve("stored")));
    await("its words", () -> log().get(log().size() - 1).endsWith("stderr: late"));
  }

  @Test
  void whatItLeavesBehindDoesNotKeepTheDeliveryWaiting() throws Exception {
    serveWith("sleep 300 & echo $! >pid");
    assertThat(deliver("u1")).isEqualTo(STORED);
    waitForChildren();
    String pid = Files.readString(home.resolve("pid")).strip();
    assertThat(isGone(pid)).isFalse();
    assertThat(new ProcessBuilder("kill", pid).start().waitFor()).isZero();
  }

  private static List<Path> spooled() throws IOException {
    return filesIn(Path.of("/var/tmp")).stream()
        .filter(path -> path.toString().contains("masterless-lmtp-deliver"))
        .toList();
  }
}
