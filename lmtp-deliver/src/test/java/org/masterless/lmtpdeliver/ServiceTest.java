package org.masterless.lmtpdeliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the native {@code lmtp-deliver} starts, whom it serves, how many at a time, and its end. */
@Timeout(120)
class ServiceTest extends Served {
  private static final String KILLED = "for uid " + UID + " was killed by signal 9";

  @Test
  void aServiceThatIsTheOnlyUserDeliversWithoutRoot() throws Exception {
    prefix =
        List.of("setpriv", "--reuid=" + UID, "--regid=" + UID, "--clear-groups", "--no-new-privs");
    own(folder, UID);
    serve("--peers", "0");
    assertThat(deliver("u1")).isEqualTo(STORED);
    assertThat(uid(messages().get(0))).isEqualTo(UID);
    assertThat(deliver("u2")).containsExactly("closed");
    await("the reason", () -> log().stream().anyMatch(line -> line.contains("cannot become")));
  }

  @Test
  void connectionsBeyondTheLimitWaitAndAreServed() throws Exception {
    serve("--max-processes", "2");
    Conversation first = connect().name("u1");
    Conversation second = connect().name("u2");
    assertThat(first.reply()).isEqualTo("250 2.1.5");
    assertThat(second.reply()).isEqualTo("250 2.1.5");
    Conversation third = connect().name("u1");
    Thread.sleep(200);
    assertThat(process().children()).hasSize(2);
    first.close();
    assertThat(third.reply()).isEqualTo("250 2.1.5");
  }

  /** A user can do that: the process has the user's uid. */
  @Test
  void whoIsStoppedIsKilledInTimeAndItsPlaceIsFree() throws Exception {
    serve("--max-processes", "1", "--timeout", "1", "--runtime-max", "2");
    Conversation front = connect().name("u1");
    assertThat(front.reply()).isEqualTo("250 2.1.5");
    stop(child());
    Conversation next = connect().name("u2");
    assertThat(front.reply()).isEqualTo("closed");
    assertThat(next.reply()).isEqualTo("250 2.1.5");
    await("the news", () -> log().stream().anyMatch(line -> line.endsWith(KILLED)));
  }

  private static void stop(ProcessHandle process) throws Exception {
    assertThat(new ProcessBuilder("kill", "-STOP", process.pid() + "").start().waitFor()).isZero();
  }

  @Test
  void nobodyGetsMorePlacesThanAUserMayHave() throws Exception {
    serve("--max-processes", "10", "--user-concurrency-limit", "2");
    List<Conversation> fronts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      fronts.add(connect().name("u1"));
    }
    List<String> replies = new ArrayList<>();
    for (Conversation front : fronts) {
      replies.add(front.reply());
    }
    assertThat(replies)
        .containsOnly("250 2.1.5", "451 4.3.0")
        .filteredOn(reply -> reply.startsWith("250"))
        .hasSize(2);
    assertThat(deliver("u2")).isEqualTo(STORED);
    assertThat(deliver("u1")).containsExactly("451 4.3.0");
    fronts.get(replies.indexOf("250 2.1.5")).close();
    assertThat(deliver("u1")).isEqualTo(STORED);
  }

  /** Not even by many names, but where there is nobody else. */
  @ParameterizedTest
  @CsvSource({"1000-59999, 451 4.3.0", "20001-20001, 250 2.1.5"})
  void noUidGetsMoreThanHalfOfThePlaces(String uids, String reply) throws Exception {
    String same = "::" + UID + ":" + UID + "::" + home + "::\n";
    Files.writeString(users, "a" + same + "b" + same + "c" + same, StandardOpenOption.APPEND);
    serve("--max-processes", "4", "--uids", uids);
    assertThat(connect().name("a").reply()).isEqualTo("250 2.1.5");
    assertThat(connect().name("b").reply()).isEqualTo("250 2.1.5");
    assertThat(connect().name("c").reply()).isEqualTo(reply);
  }

  /** Else one that a message has taken over could say that all places are somebody else's. */
  @Test
  void whoHasBecomeTheUserCannotWriteWhosePlacesThereAre() throws Exception {
    serve();
    Conversation front = connect().name("u1");
    front.reply();
    assertThat(sharedMappings(process().toHandle())).hasSize(1);
    assertThat(sharedMappings(child())).isEmpty();
  }

  private static List<String> sharedMappings(ProcessHandle process) throws IOException {
    return Files.readAllLines(Path.of("/proc", process.pid() + "", "maps")).stream()
        .filter(line -> line.contains(" rw-s "))
        .toList();
  }

  /** Modules of name services open files as root, and not all of them close-on-exec. */
  @Test
  void whatTheServiceHasOpenIsClosedForWhoBecomesTheUser() throws Exception {
    prefix = List.of("bash", "-c", "exec 150</etc/shadow && exec \"$@\"", "bash");
    serve();
    Conversation front = connect().name("u1");
    front.reply();
    assertThat(open(process().toHandle())).anyMatch(path -> path.endsWith("150"));
    // The connection, and the streams.
    assertThat(open(child())).hasSize(4).noneMatch(path -> path.endsWith("150"));
  }

  private static List<Path> open(ProcessHandle process) throws IOException {
    return filesIn(Path.of("/proc", process.pid() + "", "fd"));
  }

  @Test
  void aDeliveryToAMaildirCannotFork() throws Exception {
    serve();
    Conversation front = connect().name("u1");
    front.reply();
    assertThat(Files.readAllLines(Path.of("/proc", child().pid() + "", "limits")))
        .anyMatch(line -> line.matches("Max processes +1 +1 .*"));
  }

  @Test
  void peersThatAreNotOnTheListGetNoAnswer() throws Exception {
    serve("--peers", "12345,no-such-user");
    for (int i = 0; i < 3; i++) {
      assertThat(deliver("u1")).containsExactly("closed");
    }
    assertThat(log())
        .containsExactly(
            "lmtp-deliver: option --peers: there is no user no-such-user; not letting them in for"
                + " now",
            "lmtp-deliver: refused a connection from uid 0, which is not among the peers");
  }

  @Test
  void aStopLetsDeliveriesFinishEvenIfItIsToldToAllProcesses() throws Exception {
    serve();
    Conversation front = connect().name("u1");
    front.reply();
    ProcessHandle child = child();
    process().destroy();
    child.destroy();
    front.envelope(Conversation.envelope()).data(Conversation.BODY);
    assertThat(front.end(23, 4).reply()).isEqualTo("250 2.0.0");
    assertThat(process().waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process().exitValue()).isZero();
    assertThat(messages()).hasSize(1);
  }

  @Test
  void withoutWorkItEndsAndWithWorkItDoesNot() throws Exception {
    serve("--idle", "1");
    Conversation front = connect().name("u1");
    front.reply();
    Thread.sleep(1500);
    assertThat(process().isAlive()).isTrue();
    front.close();
    assertThat(process().waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process().exitValue()).isZero();
  }

  @Test
  void aFrontThatSaysNothingIsNotWaitedForForever() throws Exception {
    serve("--timeout", "1");
    assertThat(connect().send(new byte[100]).reply()).isEqualTo("closed");
    Conversation front = connect().name("u1");
    front.reply();
    front.envelope(Conversation.envelope()).data("half a");
    assertThat(front.reply()).isEqualTo("451 4.4.2");
    assertThat(front.reply()).isEqualTo("closed");
    waitForChildren();
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-3", "-0"})
  void oneConnectionThatSystemdHasAcceptedIsServedToo(String how) throws Exception {
    start(List.of(how), List.of("--users", "passwd-file:" + users));
    assertThat(deliver("u1")).isEqualTo(STORED);
    assertThat(process().waitFor()).isZero();
    assertThat(messages()).hasSize(1);
  }
}
