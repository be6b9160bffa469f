package org.masterless.lmtpproxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that together have more recipients than there are processes. */
@Timeout(60)
class ManyRecipientsTest {
  private static final String[] TWENTY = {
    "[delivery]", "processes = 20", "rcpt_timeout = 20s", "timeout = 20s"
  };

  /** One for each client: they all talk at the same time. */
  private static final Executor THREADS = task -> new Thread(task, "client").start();

  private static List<String> users(int count) {
    return IntStream.range(0, count).mapToObj(i -> "u" + i).toList();
  }

  /** Replies to all RCPTs and to the message, which is sent where anybody was accepted. */
  private static List<String> send(TestServer server, List<String> users, boolean isPipelined) {
    try (TestClient client = TestClient.ready(server)) {
      client.say("MAIL FROM:<>");
      List<String> replies = new ArrayList<>();
      StringBuilder commands = new StringBuilder();
      for (String user : users) {
        commands.append("RCPT TO:<").append(user).append(">\r\n");
        if (!isPipelined) {
          replies.add(client.say("RCPT TO:<" + user + ">"));
        }
      }
      if (isPipelined) {
        client.send(commands.append("DATA\r\n").toString());
        for (int i = 0; i < users.size(); i++) {
          replies.add(client.line());
        }
        assertThat(client.line()).startsWith("354");
      } else {
        assertThat(client.say("DATA")).startsWith("354");
      }
      client.send("hello\r\n.\r\n");
      long accepted = replies.stream().filter(reply -> reply.startsWith("250")).count();
      for (int i = 0; i < accepted; i++) {
        replies.add(client.line());
      }
      return replies;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theyDontWaitForEachOthersProcesses(boolean isPipelined) throws Exception {
    try (TestServer server = new TestServer(TWENTY)) {
      List<CompletableFuture<List<String>>> clients =
          IntStream.range(0, 10)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> send(server, users(10), isPipelined), THREADS))
              .toList();
      for (CompletableFuture<List<String>> client : clients) {
        assertThat(client.join()).hasSize(20).allMatch(reply -> reply.startsWith("250"));
      }
      assertThat(server.deliveries.delivered()).hasSize(100);
    }
  }

  @Test
  void aMessageForMoreThanThereAreGetsWhatThereIs() throws Exception {
    try (TestServer server = new TestServer(TWENTY)) {
      long start = System.nanoTime();
      List<String> replies = send(server, users(25), true);
      assertThat(replies.subList(0, 20)).allMatch(reply -> reply.startsWith("250 2.1.5"));
      assertThat(replies.subList(20, 25))
          .allMatch(reply -> reply.matches("452 4.5.3 <u2[0-4]> Too many recipients at once"));
      assertThat(replies.subList(25, 45)).allMatch(reply -> reply.startsWith("250 2.0.0"));
      assertThat(System.nanoTime() - start)
          .as("long before a time-out")
          .isLessThan(15_000_000_000L);
    }
  }
}
