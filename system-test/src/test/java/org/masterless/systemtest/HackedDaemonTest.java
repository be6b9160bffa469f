package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A hacked daemon in the place of each unprivileged one, against masterless-security(7): what it
 * can do and the page doesn't tell is a hole.
 */
@OnMachine
class HackedDaemonTest {
  @Prepare
  static void hackEveryDaemon(Machine machine) {
    EveryService every = new EveryService(machine);
    every.start();
    HackedDaemon.inPlaceOf(machine, EveryService.UNPRIVILEGED);
    Postfix.on(machine).restart();
    every.callEach();
  }

  @Test
  void noneCanDoWhatThePageDoesNotTell(Machine machine) {
    SecurityPage page = SecurityPage.read();
    Map<String, Set<String>> untold = new TreeMap<>();
    programs(machine)
        .forEach(
            (unit, program) -> {
              Set<String> successes = HackedDaemon.on(machine).successes(unit);
              successes.removeIf(success -> page.tells(program, success));
              if (!successes.isEmpty()) {
                untold.put(unit, successes);
              }
            });

    assertThat(untold).isEmpty();
    assertThat(HackedDaemon.on(machine).victimLives()).isTrue();
  }

  /** A row that nobody uses any more would hide a hole to come. */
  @Test
  void whatThePageTellsOfAProgramIsSo(Machine machine) {
    SecurityPage page = SecurityPage.read();
    Map<String, Set<String>> can = new TreeMap<>();
    programs(machine)
        .forEach(
            (unit, program) ->
                can.computeIfAbsent(program, name -> new TreeSet<>())
                    .addAll(HackedDaemon.on(machine).successes(unit)));

    assertThat(page.programs().keySet()).isEqualTo(can.keySet());
    page.programs()
        .forEach(
            (program, rows) -> {
              for (String row : rows) {
                assertThat(can.get(program))
                    .as(program + ": " + row)
                    .anyMatch(success -> SecurityPage.matches(row, success));
              }
            });
  }

  /** Else it would have missed them for another reason. */
  @Test
  void theVictimHasThingsToShare(Machine machine) {
    assertThat(HackedDaemon.on(machine).shared())
        .contains("shared memory", "shared messages", "shared semaphores", "shared file");
  }

  /** By unit. */
  private static Map<String, String> programs(Machine machine) {
    Map<String, String> programs = new EveryService(machine).programs();
    programs.values().retainAll(EveryService.UNPRIVILEGED);
    return programs;
  }
}
