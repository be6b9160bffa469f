package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * After a crash of the machine under load, all is as after any boot, with what was in the queue.
 * Two services have the FIFOs that an old master.cf gives them, in public/, and one has one in
 * private/.
 */
@OnMachine
class CrashTest {
  private static final String FIFOS =
      """
      pickup fifo n - y 60  1 pickup
      qmgr   fifo n - n 300 1 qmgr
      hidden fifo y - y -   1 pickup
      """;

  /** Says what was accepted, for as long as there is a machine. */
  private static final String SENDER =
      """
      for ((i = 0; ; i++)); do
        printf 'Subject: burst %d\\n\\n' $i | sendmail -f carol@example.com alice && echo "burst $i"
      done
      """;

  private static final String STOPPED = "/root/stopped";

  /** The subjects of what each machine accepted right before its crash. */
  private static final Map<Release, List<String>> ACCEPTED = new EnumMap<>(Release.class);

  @Prepare
  static void crashUnderLoad(Machine machine) {
    machine.addUser("alice");
    machine.run("postconf", "-MX", "pickup/unix", "qmgr/unix").ok();
    machine.append("/etc/postfix/master.cf", FIFOS);
    Postfix postfix = Postfix.on(machine);
    postfix.set(
        "home_mailbox=Maildir/",
        "transport_maps=inline:{{down.example.net=smtp:[192.0.2.40]:2540},"
            + " {slow.example.net=smtp:[192.0.2.41]:2541}}");
    postfix.toUnits();
    witnessShutdowns(machine);
    postfix.sendmail("alice", "friend@down.example.net", "deferred");
    postfix.awaitDeferred();
    try (Sink slow = Sink.start(machine, "192.0.2.41", 2541, "-w", "1000")) {
      assertThat(slow).isNotNull();
      postfix.sendmail("alice", "friend@slow.example.net", "in delivery");
      String connection = "ss -Htn state established 'dst 192.0.2.41:2541'";
      Eventually.eventually("a delivery", () -> !machine.sh(connection).lines().isEmpty());
      ACCEPTED.put(machine.release(), crashWhileSending(machine));
    }
  }

  private static void witnessShutdowns(Machine machine) {
    machine
        .run("systemd-run", "--property=ExecStop=/bin/touch " + STOPPED, "sleep", "infinity")
        .ok();
  }

  private static List<String> crashWhileSending(Machine machine) {
    List<String> accepted = new ArrayList<>();
    try (Session sender = machine.start("bash", "-c", SENDER)) {
      while (accepted.size() < 40) {
        accepted.add(sender.readLine().orElseThrow());
      }
      machine.crash();
      accepted.addAll(sender.rest());
    }
    return accepted;
  }

  @Test
  void nothingFailsAtTheNextBoot(Machine machine) {
    assertThat(machine.exists(STOPPED)).as("a shutdown").isFalse();
    assertThat(machine.state()).isEqualTo("running");
    assertThat(machine.run("systemctl", "--failed", "--plain", "--no-legend").lines()).isEmpty();
    for (String fifo : List.of("pickup", "qmgr", "hidden")) {
      assertThat(Supervisor.of(machine, fifo + "-fifo").listens()).as(fifo).isTrue();
    }
  }

  @Test
  void mailFlows(Machine machine) {
    Handle.assertMailFlows(machine, "after the crash");
  }

  /** The file of a public one isn't where its unit says. */
  @Test
  void fifosOutliveADaemonReload(Machine machine) {
    machine.run("systemctl", "daemon-reload").ok();

    Handle.assertMailFlows(machine, "after the reload");
  }

  /** Nobody writes to it by himself. */
  @Test
  void aHiddenFifoStartsItsService(Machine machine) {
    machine.sh("timeout 10 sh -c 'printf W >/var/spool/postfix/private/hidden'").ok();

    Supervisor supervisor = Supervisor.of(machine, "hidden-fifo");
    Eventually.await("a daemon", supervisor::daemons, daemons -> daemons.size() == 1);
  }

  @Test
  void whatWasInTheQueueIsDelivered(Machine machine) {
    try (Sink down = Sink.start(machine, "192.0.2.40", 2540);
        Sink slow = Sink.start(machine, "192.0.2.41", 2541)) {
      machine.run("postqueue", "-f").ok();

      down.awaitMail("Subject: deferred");
      slow.awaitMail("Subject: in delivery");
    }
    Postfix.on(machine).awaitEmptyQueue();
  }

  @Test
  void allThatWasAcceptedIsDelivered(Machine machine) {
    List<String> accepted = Objects.requireNonNull(ACCEPTED.get(machine.release()));

    assertThat(accepted).hasSizeGreaterThanOrEqualTo(40);
    Eventually.await(
        "all mail", () -> subjects(machine), subjects -> subjects.containsAll(accepted));
  }

  private static List<String> subjects(Machine machine) {
    return machine.sh("sed -n 's/^Subject: //p' ~alice/Maildir/new/*").lines();
  }
}
