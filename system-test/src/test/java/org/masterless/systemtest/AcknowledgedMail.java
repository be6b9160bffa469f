package org.masterless.systemtest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Messages for users whose homes are on a disk, with a note of each that was acknowledged. */
final class AcknowledgedMail {
  private static final int LONGEST = 20_000;

  /**
   * That a message was acknowledged to be stored for a user.
   *
   * @param subject the message's, which no other has
   * @param moment of the disk's life, after it came
   */
  record Acknowledgement(String subject, String user, long moment) {}

  private final Machine machine;
  private final Disk disk;
  private final List<String> users;
  private final Map<String, String> texts = new ConcurrentHashMap<>();
  private final Queue<Acknowledgement> acknowledged = new ConcurrentLinkedQueue<>();

  AcknowledgedMail(Machine machine, Disk disk, List<String> users) {
    this.machine = machine;
    this.disk = disk;
    this.users = List.copyOf(users);
  }

  /** Several clients at once send messages to two users each. */
  void deliver(String what, int clients, int messagesOfEach) {
    List<CompletableFuture<Void>> all =
        IntStream.range(0, clients)
            .mapToObj(i -> CompletableFuture.runAsync(() -> client(what + i, i, messagesOfEach)))
            .toList();
    all.forEach(CompletableFuture::join);
  }

  private void client(String name, int first, int messages) {
    Random random = new Random(first);
    try (LmtpClient lmtp = LmtpClient.connect(machine)) {
      for (int i = 0; i < messages; i++) {
        String subject = name + "-" + i;
        String text = text(subject, random.nextInt(LONGEST));
        texts.put(subject, text);
        lmtp.send(
            text,
            List.of(user(first + i), user(first + i + 1)),
            (user, reply) -> note(subject, user, reply));
      }
    }
  }

  private String user(int number) {
    return users.get(number % users.size());
  }

  private void note(String subject, String user, SmtpClient.Reply reply) {
    if (reply.code() == 250) {
      acknowledged.add(new Acknowledgement(subject, user, disk.now()));
    }
  }

  /** A message of about this many bytes. */
  static String text(String subject, int length) {
    String line = subject + " is what this line and the others say\n";
    return "Subject: " + subject + "\n\n" + line.repeat(1 + length / line.length());
  }

  Collection<Acknowledgement> acknowledged() {
    return new ArrayList<>(acknowledged);
  }

  /** The text of each message, by its subject. */
  Map<String, String> texts() {
    return texts.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
