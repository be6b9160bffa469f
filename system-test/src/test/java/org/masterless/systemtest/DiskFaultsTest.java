package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.masterless.system.Soak;

/**
 * What becomes of mail when the disk that it goes to is cut off, hangs, is full or fails: nothing
 * that was acknowledged is lost, nothing is stored by half, and no other user has to do with it.
 */
@OnMachine
class DiskFaultsTest {
  private static final int MIB = 64;

  @Prepare
  static void startServices(Machine machine) {
    LmtpTest.fromPostfix(machine, LmtpTest.ON_A_PORT);
    machine.append("/etc/masterless/lmtp-proxy.conf", "[delivery]\ntimeout = 10s\n");
  }

  /** A user with a home that may be there already, as a mounted disk is. */
  private static String addUser(Machine machine, String home) {
    String name = home.substring(home.lastIndexOf('/') + 1);
    machine.run("useradd", "--home-dir", home, name).ok();
    machine.run("install", "-d", "-m", "700", "-o", name, "-g", name, home).ok();
    return name;
  }

  @Test
  @Tag("soak")
  void aDiskThatIsCutOffHasAllThatWasAcknowledged(Machine machine) {
    int moments = Soak.size(20, 300);
    int clients = 4;
    int messages = Soak.size(25, 400);
    Random random = new Random();
    try (Disk disk = Disk.mount(machine, "/home/cut", 4 * MIB)) {
      List<String> users =
          Stream.of("c1", "c2", "c3", "c4").map(u -> addUser(machine, "/home/cut/" + u)).toList();
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
}
