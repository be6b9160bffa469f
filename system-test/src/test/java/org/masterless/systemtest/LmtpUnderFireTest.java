package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.masterless.system.Soak;

/** What Postfix hands over arrives, whichever of the proxy and its deliveries are killed. */
@OnMachine
@Tag("soak")
class LmtpUnderFireTest {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** The proxy, one delivery, or all of them and the parent. */
  private static final String KILLER =
      """
      touch /root/killer
      while [ -e /root/killer ]; do
        case $((RANDOM %% 4)) in
        0) victims=$(systemctl show -P MainPID masterless-lmtp-unix.service) ;;
        1) victims=$(pgrep -x lmtp-deliver) ;;
        *) victims=$(pgrep -x lmtp-deliver | tail -1) ;;
        esac
        for victim in $victims; do [ "$victim" = 0 ] || kill -9 "$victim" && kills=$((kills + 1)); done
        sleep %s
      done 2>/dev/null
      echo "$kills"
      """
          .formatted(Soak.isFull() ? "0.$((RANDOM % 9 + 1))" : "0.3");

  @Prepare
  static void startServices(Machine machine) {
    LmtpTest.fromPostfix(machine, "");
    Postfix.on(machine)
        .set("minimal_backoff_time=5s", "maximal_backoff_time=10s", "queue_run_delay=5s");
    Postfix.on(machine).reload();
  }

  @Test
  void whenTheyAreKilledAtRandom(Machine machine) {
    int messages = Soak.size(100, 5000);
    int kills;
    try (Session killer = machine.start("bash", "-c", KILLER)) {
      machine
          .run(
              ("smtp-source -s 8 -m %d -l 3000 -f carol@example.com -t u4@example.test"
                      + " 127.0.0.1:25")
                  .formatted(messages)
                  .split(" ", -1))
          .ok();
      Eventually.eventually(
          "most of the messages", PATIENCE, () -> delivered(machine).size() > messages * 3 / 4);
      machine.run("rm", "/root/killer").ok();
      kills = Integer.parseInt(killer.rest().get(0));
    }
    Postfix.on(machine).awaitQueueSent(PATIENCE);

    Map<String, Integer> delivered = delivered(machine);
    long twice = delivered.values().stream().filter(times -> times > 1).count();
    assertThat(delivered).hasSize(messages);
    assertThat(kills).isGreaterThan(3);
    // A message is acknowledged in a moment; those of a few moments were killed before they were.
    assertThat(twice).isLessThanOrEqualTo(kills * 2L);
    assertThat(machine.sh("ls /home/u*/Maildir/new").out()).contains(",W=");
    Soak.report(
        "LMTP: proxy and deliveries killed at random, " + machine.release(),
        messages + " messages, " + kills + " kills",
        "all delivered, " + twice + " twice, as their acknowledgement was lost");
  }

  /** How often each message came, by its id. */
  private static Map<String, Integer> delivered(Machine machine) {
    List<String> ids =
        machine.sh("find /home/u*/Maildir/new -type f -exec grep -hi '^message-id:' {} +").lines();
    Map<String, Integer> times = new HashMap<>();
    ids.forEach(id -> times.merge(id, 1, Integer::sum));
    return times;
  }
}
