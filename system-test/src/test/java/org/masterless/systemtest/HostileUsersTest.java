package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Users who lay out their homes so that mail would be written where they, or others, want it: all
 * that is written is theirs, what can't be stored waits, and nobody else notices.
 */
@OnMachine
class HostileUsersTest {
  private static final String STORED = "250 2.0.0";
  private static final String WAITS = "451 4.2.0";

  /** Where anybody could write, and nobody may. */
  private static final String VICTIM = "/home/victim";

  /** A way to lay out a home, in the shell's words, and the reply to a message for it. */
  private record Home(String layout, String reply) {}

  /** What is made is the user's then. */
  private static final List<Home> HOMES =
      List.of(
          new Home("rm -r $PWD && ln -s /home/victim $PWD", WAITS),
          new Home("rmdir Maildir && ln -s /home/victim/Maildir Maildir", WAITS),
          new Home("ln -s /home/victim/Maildir/tmp Maildir/tmp", WAITS),
          new Home("ln -s /home/victim/Maildir/new Maildir/new", WAITS),
          new Home("ln -s ../../victim/Maildir Maildir/tmp", WAITS),
          new Home("mkfifo Maildir/new", WAITS),
          new Home("mkfifo Maildir/tmp", WAITS),
          new Home("touch Maildir/new", WAITS),
          new Home("rmdir Maildir && mkfifo Maildir", WAITS),
          new Home("truncate -s 1T Maildir/maildirsize", STORED),
          new Home("(echo 0S; yes -- '-1 -1' | head -c 5000) >Maildir/maildirsize", STORED),
          new Home("ln -s /home/victim/size Maildir/maildirsize", STORED),
          new Home("mkfifo Maildir/maildirsize", STORED),
          new Home("mkdir Maildir/maildirsize", STORED));

  /** What is made stays root's or the victim's. */
  private static final List<Home> FOREIGN =
      List.of(
          new Home("mkdir -m 777 Maildir/new && chown victim Maildir/new", WAITS),
          new Home("mkdir -m 777 Maildir/tmp && chown victim Maildir/tmp", WAITS),
          new Home("chmod 777 Maildir && chown victim Maildir", WAITS),
          new Home("mkdir -m 777 Maildir/new Maildir/tmp", WAITS),
          new Home("ln /home/victim/size Maildir/maildirsize", STORED));

  private static final String SWAPS =
      """
      cd ~swapper
      swap() {
        mv -T "$1" away && ln -sT "$2" "$1"
        rm -f "$1" || mv -T "$1" "made$swaps"
        mv -T away "$1"
      }
      while [ -e Maildir ]; do
        swap Maildir /home/victim/Maildir
        swap Maildir/tmp /home/victim/Maildir/tmp
        swap Maildir/new /home/victim/Maildir/new
        ln -f /home/victim/size Maildir/maildirsize
        rm -f Maildir/maildirsize
        swaps=$((swaps + 1))
        [ ! -e enough ] || break
      done 2>/dev/null
      echo "$swaps"
      """;

  @Prepare
  static void startServices(Machine machine) {
    LmtpTest.fromPostfix(machine, LmtpServices.ON_A_PORT);
    machine
        .sh(
            "useradd -m victim && cd ~victim && mkdir -p Maildir/tmp Maildir/new Maildir/cur"
                + " && echo 1S >size && chown -R victim: . && chmod -R 777 .")
        .ok();
  }

  private static String victims(Machine machine) {
    return machine.sh("find " + VICTIM + " -printf '%p %s %U %m %n %T@\\n' | sort").ok().out();
  }

  /** Answers the name. */
  private static String addUser(Machine machine, String name, String layout) {
    machine.sh("useradd -m %1$s && install -d -o %1$s -g %1$s ~%1$s/Maildir".formatted(name)).ok();
    machine.sh("cd ~" + name + " && " + layout).ok();
    return name;
  }

  private static void assertReplies(Machine machine, List<Home> homes, List<String> users) {
    String before = victims(machine);
    List<String> all = new ArrayList<>(users);
    all.add("u1");
    List<String> replies =
        LmtpClient.replies(
            machine, AcknowledgedMail.text("hostile", 1000), all.toArray(String[]::new));

    List<String> expected = new ArrayList<>(homes.stream().map(Home::reply).toList());
    expected.add(STORED);
    assertThat(replies).as(homes.toString()).isEqualTo(expected);
    assertThat(victims(machine)).isEqualTo(before);
    for (int i = 0; i < homes.size(); i++) {
      assertThat(stored(machine, users.get(i)))
          .as(homes.get(i).layout())
          .hasSize(homes.get(i).reply().equals(STORED) ? 1 : 0);
    }
  }

  private static List<String> stored(Machine machine, String user) {
    return machine.sh("find /home/%s -type f -name '*,S=*'".formatted(user)).lines();
  }

  @Test
  void whatTheyPutInThePlaceOfFoldersAndFilesIsNotFollowed(Machine machine) {
    List<String> users = new ArrayList<>();
    for (Home home : HOMES) {
      String name = "h" + users.size();
      users.add(addUser(machine, name, home.layout()));
      machine.sh("chown -hR --from=root %1$s: /home/%1$s".formatted(name)).ok();
    }
    assertReplies(machine, HOMES, users);
  }

  @Test
  void whatIsNotTheirsIsNotUsed(Machine machine) {
    List<String> users = new ArrayList<>();
    FOREIGN.forEach(home -> users.add(addUser(machine, "f" + users.size(), home.layout())));
    assertReplies(machine, FOREIGN, users);
  }

  @Test
  void whatTheySwapMeanwhileIsNotFollowedEither(Machine machine) {
    machine.run("useradd", "-m", "swapper").ok();
    assertThat(LmtpClient.replies(machine, AcknowledgedMail.text("first", 1000), "swapper"))
        .containsExactly(STORED);
    String before = victims(machine);
    List<String> replies = new ArrayList<>();
    try (Session swaps = machine.startAs("swapper", "bash", "-c", SWAPS);
        LmtpClient client = LmtpClient.connect(machine)) {
      for (int i = 0; i < 300; i++) {
        client.send(
            AcknowledgedMail.text("swapped", 1000),
            List.of("swapper", "u1"),
            (user, reply) -> replies.add(user + " " + reply.code()));
      }
      machine.run("touch", "/home/swapper/enough").ok();
      assertThat(Integer.parseInt(swaps.rest().get(0))).isGreaterThan(100);
    }
    assertThat(replies).filteredOn(reply -> reply.startsWith("u1")).containsOnly("u1 250");
    long stored = replies.stream().filter("swapper 250"::equals).count();
    assertThat(stored).isPositive();
    assertThat(replies).containsOnly("u1 250", "swapper 250", "swapper 451");
    assertThat(replies).contains("swapper 451");
    assertThat(stored(machine, "swapper")).hasSizeGreaterThanOrEqualTo((int) stored + 1);
    assertThat(victims(machine)).isEqualTo(before);
  }
}
