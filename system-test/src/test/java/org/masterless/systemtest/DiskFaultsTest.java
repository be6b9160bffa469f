package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.masterless.system.Soak;

/**
 * What becomes of mail when the disk that it goes to is cut off, is slow, hangs, is full or fails:
 * nothing that was acknowledged is lost, nothing is stored by half, and no other user has to do
 * with it.
 */
@OnMachine
class DiskFaultsTest {
  private static final int MIB = 64;
  private static final String STORED = "250 2.0.0";
  private static final String NO_SPACE = "452 4.3.1";

  @Prepare
  static void startServices(Machine machine) {
    LmtpTest.fromPostfix(machine, LmtpServices.ON_A_PORT);
    machine.append("/etc/masterless/lmtp-proxy.conf", "[delivery]\ntimeout = 10s\n");
    // Not by local(8), which looks for a .forward on the user's disk and hangs with it.
    Postfix.on(machine).set("local_transport=lmtp:unix:/run/masterless/lmtp");
    Postfix.on(machine).reload();
  }

  /** A user with a home that may be there already, as a mounted disk is. */
  private static String addUser(Machine machine, String home) {
    String name = home.substring(home.lastIndexOf('/') + 1);
    machine.run("useradd", "--home-dir", home, name).ok();
    machine.run("install", "-d", "-m", "700", "-o", name, "-g", name, home).ok();
    return name;
  }

  private static List<String> addUsers(Machine machine, String place, String... names) {
    return Stream.of(names).map(name -> addUser(machine, place + "/" + name)).toList();
  }

  @Test
  @Tag("soak")
  void aDiskThatIsCutOffHasAllThatWasAcknowledged(Machine machine) {
    int moments = Soak.size(20, 300);
    int clients = 4;
    int messages = Soak.size(25, 400);
    Random random = new Random();
    try (Disk disk = Disk.mount(machine, "/home/cut", 4 * MIB)) {
      List<String> users = addUsers(machine, disk.place(), "c1", "c2", "c3", "c4");
      AcknowledgedMail mail = new AcknowledgedMail(machine, disk, users);
      long start = disk.now();
      mail.deliver("cut", clients, messages);
      long end = disk.now();
      assertThat(mail.acknowledged()).hasSize(clients * 2 * messages);
      int found =
          CutMail.of(machine, disk, mail, random)
              .check(random.longs(moments, start, end).sorted().toArray());
      Soak.report(
          "LMTP: a disk cut off at random, " + machine.release(),
          moments + " moments, " + mail.acknowledged().size() + " deliveries",
          found + " acknowledged messages looked for, all there and whole");
    }
  }

  /** How else would we know that the test above can fail? */
  @Test
  void aMessageThatWasNotSyncedIsMissedAfterACut(Machine machine) {
    try (Disk disk = Disk.mount(machine, "/home/unsynced", MIB)) {
      machine.sh("cd /home/unsynced && mkdir new && echo 1 >new/1 && sync && echo 2 >new/2").ok();
      long moment = disk.now();
      try (PowerCuts cuts = PowerCuts.of(disk, new Random())) {
        assertThat(MailOnDisk.digests(cuts.at(moment))).containsOnlyKeys("new/1");
      }
    }
  }

  @Test
  void aSlowDiskSlowsTheMailOfItsUsersOnly(Machine machine) {
    try (Disk disk = Disk.mount(machine, "/home/late", MIB)) {
      List<String> users = addUsers(machine, disk.place(), "l1", "l2", "l3");
      AcknowledgedMail mail = new AcknowledgedMail(machine, disk, users);
      disk.whileSlow(
          () -> {
            CompletableFuture<Void> load =
                CompletableFuture.runAsync(() -> mail.deliver("late", 3, 10));
            Eventually.eventually("mail to be stored", () -> !mail.acknowledged().isEmpty());
            for (int i = 0; i < 5; i++) {
              assertThat(LmtpClient.replies(machine, text("others"), others()))
                  .containsOnly(STORED);
            }
            assertThat(load).isNotDone();
            load.join();
          });
      assertThat(mail.acknowledged()).hasSize(3 * 2 * 10);
      assertThat(CutMail.of(machine, disk, mail, new Random()).check(disk.now())).isEqualTo(60);
    }
  }

  @Test
  void aDiskThatHangsCostsItsUserATimeOutAndNobodyElse(Machine machine) {
    Postfix postfix = Postfix.on(machine);
    try (Disk disk = Disk.mount(machine, "/home/slow", MIB)) {
      String slow = addUser(machine, disk.place());
      disk.whileHanging(
          () -> {
            CompletableFuture<List<String>> held =
                CompletableFuture.supplyAsync(
                    () -> LmtpClient.replies(machine, text("held"), slow, "u1"));
            postfix.sendmail("carol@example.com", slow + "@example.test", "queued");
            postfix.awaitMail("u1", "Subject: held");
            assertThat(LmtpClient.replies(machine, text("others"), others())).containsOnly(STORED);
            assertThat(held).isNotDone();
            assertThat(held.join()).containsExactly("451 4.4.2", STORED);
            awaitDeferred(postfix, slow);
          });
      // By processes whose front has given them up; what Postfix has in its queue comes twice then.
      postfix.awaitMail(slow, "Subject: held");
      postfix.awaitMail(slow, "Subject: queued");
      awaitQueueSent(machine);
      assertThat(postfix.maildir(slow)).filteredOn(mail -> mail.contains(": held")).hasSize(1);
      assertThat(postfix.maildir(slow))
          .filteredOn(mail -> mail.contains(": queued"))
          .hasSizeBetween(1, 2);
    }
  }

  @Test
  void aFullDiskDelaysTheMailOfItsUserAlone(Machine machine) {
    Postfix postfix = Postfix.on(machine);
    try (Disk disk = Disk.mount(machine, "/home/full", 8)) {
      String full = addUser(machine, disk.place());
      assertThat(LmtpClient.replies(machine, text("before"), full)).containsExactly(STORED);

      fill(machine, disk);
      assertThat(LmtpClient.replies(machine, text("small"), full, "u1"))
          .containsExactly(NO_SPACE, STORED);
      machine.run("truncate", "--size=-256K", disk.place() + "/filler1").ok();
      String large = AcknowledgedMail.text("large", 1_000_000);
      assertThat(LmtpClient.replies(machine, large, full, "u1")).containsExactly(NO_SPACE, STORED);
      machine.runWith(large, "sendmail", full + "@example.test").ok();
      awaitDeferred(postfix, full);
      assertThat(files(machine, full, "new")).hasSize(1);
      assertThat(files(machine, full, "tmp")).isEmpty();

      machine.sh("rm " + disk.place() + "/filler*").ok();
      awaitQueueSent(machine);
      assertThat(files(machine, full, "new")).hasSize(2);
      String body = large.substring(large.indexOf("\n\n"));
      assertThat(postfix.maildir(full).stream().filter(mail -> mail.endsWith(body))).hasSize(1);
    }
  }

  @Test
  void aDiskWithoutInodesDelaysTheMailOfItsUsersAlone(Machine machine) {
    Postfix postfix = Postfix.on(machine);
    try (Disk disk = Disk.mount(machine, "/home/crowded", 8)) {
      List<String> users = addUsers(machine, disk.place(), "i1", "i2");
      assertThat(LmtpClient.replies(machine, text("before"), "i1")).containsExactly(STORED);

      // Of i1 a file can't be made, of i2 no folder either.
      String files =
          "mkdir /home/crowded/files && cd /home/crowded/files && seq 9999 | xargs touch";
      assertThat(machine.sh(files).err()).contains("No space left");
      assertThat(LmtpClient.replies(machine, text("none"), "i1", "i2", "u1"))
          .containsExactly(NO_SPACE, NO_SPACE, STORED);
      postfix.sendmail("carol@example.com", "i2@example.test", "none");
      awaitDeferred(postfix, "i2");
      assertThat(files(machine, "i1", "new")).hasSize(1);

      machine.run("rm", "-r", "/home/crowded/files").ok();
      awaitQueueSent(machine);
      assertThat(LmtpClient.replies(machine, text("after"), "i1", "i2")).containsOnly(STORED);
      for (String user : users) {
        assertThat(files(machine, user, "new")).hasSize(2);
        assertThat(files(machine, user, "tmp")).isEmpty();
      }
    }
  }

  @Test
  void aDiskThatFailsKeepsWhatWasAcknowledgedAndGetsTheRestOnceItIsMended(Machine machine) {
    Postfix postfix = Postfix.on(machine);
    try (Disk disk = Disk.mount(machine, "/home/broken", MIB)) {
      List<String> users = addUsers(machine, disk.place(), "b1", "b2");
      AcknowledgedMail mail = new AcknowledgedMail(machine, disk, users);
      CompletableFuture<Void> load = CompletableFuture.runAsync(() -> mail.deliver("load", 4, 50));
      Eventually.eventually("mail to be stored", () -> mail.acknowledged().size() > 20);
      disk.whileFailing(
          () -> {
            load.join();
            assertThat(LmtpClient.replies(machine, text("failed"), "b1", "u1"))
                .containsExactly("451 4.3.0", STORED);
            postfix.sendmail("carol@example.com", "b1@example.test", "queued");
            awaitDeferred(postfix, "b1");
          });
      disk.checkAndRemount();

      assertThat(mail.acknowledged()).hasSizeLessThan(4 * 2 * 50);
      assertThat(CutMail.of(machine, disk, mail, new Random()).check(disk.now()))
          .isEqualTo(mail.acknowledged().size());
      awaitQueueSent(machine);
      postfix.awaitMail("b1", "Subject: queued");
    }
  }

  private static String text(String subject) {
    return AcknowledgedMail.text(subject, 1000);
  }

  private static String[] others() {
    return IntStream.rangeClosed(2, 20).mapToObj(i -> "u" + i).toArray(String[]::new);
  }

  /** To the last block, some of which ext4 gives away only once all else is on disk. */
  private static void fill(Machine machine, Disk disk) {
    String all = "cd %s && for i in 1 2 3; do dd if=/dev/zero of=filler$i bs=4k; sync; done";
    assertThat(machine.sh(all.formatted(disk.place())).err()).contains("No space left");
  }

  private static List<String> files(Machine machine, String user, String folder) {
    return machine.sh("ls ~%s/Maildir/%s".formatted(user, folder)).ok().lines();
  }

  private static void awaitDeferred(Postfix postfix, String user) {
    Postfix.Queued message = postfix.awaitDeferred();
    assertThat(message.recipients()).containsExactly(user + "@example.test");
  }

  private static void awaitQueueSent(Machine machine) {
    Postfix.on(machine).awaitQueueSent(Duration.ofSeconds(30));
  }
}
