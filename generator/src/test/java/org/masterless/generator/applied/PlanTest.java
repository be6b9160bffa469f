package org.masterless.generator.applied;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a reload does, entry by entry; each entry has a socket, a service and a link or two. */
class PlanTest {
  private static final String TARGET = "masterless-postfix.target.wants/";

  private final Map<String, String> before = new HashMap<>();
  private final Map<String, String> after = new HashMap<>();

  private static void add(Map<String, String> units, String name, String listen, String command) {
    units.put(
        name + ".socket",
        "# master.cf:1\n[Unit]\nDescription=x\n\n[Socket]\n"
            + listen
            + (name.endsWith("-inet") ? "\nReusePort=yes" : "")
            + "\nBacklog=100\n");
    units.put(name + ".service", "# master.cf:1\n[Unit]\nPartOf=x\n\n[Service]\n" + command + "\n");
    units.put(TARGET + name + ".socket", "../" + name + ".socket");
  }

  private static void addWanted(
      Map<String, String> units, String name, String listen, String command) {
    add(units, name, listen, command);
    units.put(TARGET + name + ".service", "../" + name + ".service");
  }

  private Plan plan(String... kept) {
    return Plan.of(
        new ArrayList<>(before.keySet()),
        new ArrayList<>(after.keySet()),
        Set.of(kept),
        path -> before.getOrDefault(path, ""),
        path -> after.getOrDefault(path, ""));
  }

  private static List<String> units(String name) {
    return List.of(name + ".socket", name + ".service");
  }

  @Test
  void whatIsTheSameIsLeftAlone() {
    add(before, "postfix-smtp-inet", "ListenStream=25", "ExecStart=smtpd");
    add(after, "postfix-smtp-inet", "ListenStream=25", "ExecStart=smtpd");

    assertThat(plan().isEmpty()).isTrue();
  }

  @Test
  void anotherLineNumberOrQueueLengthReplacesFilesAndTouchesNoUnit() {
    add(before, "postfix-smtp-inet", "ListenStream=25", "ExecStart=smtpd");
    for (Map.Entry<String, String> unit : before.entrySet()) {
      after.put(
          unit.getKey(),
          unit.getValue().replace("master.cf:1", "master.cf:2").replace("=100", "=200"));
    }

    Plan plan = plan();

    assertThat(plan.replaced)
        .containsExactlyInAnyOrder("postfix-smtp-inet.socket", "postfix-smtp-inet.service");
    assertThat(touched(plan)).isEmpty();
  }

  private static List<String> touched(Plan plan) {
    List<String> all = new ArrayList<>();
    for (Set<String> some :
        List.of(plan.stoppedBefore, plan.moved, plan.started, plan.stoppedAfter, plan.restarted)) {
      all.addAll(some);
    }
    return all;
  }

  @Test
  void aNewEntryIsStartedAndItsServiceIfItIsWanted() {
    add(after, "postfix-2525-inet", "ListenStream=2525", "ExecStart=smtpd");
    addWanted(after, "postfix-pickup-unix", "ListenStream=pickup", "ExecStart=pickup");

    Plan plan = plan();

    assertThat(plan.started)
        .containsExactlyInAnyOrder(
            "postfix-2525-inet.socket",
            "postfix-pickup-unix.socket",
            "postfix-pickup-unix.service");
    assertThat(touched(plan)).hasSize(3);
  }

  @Test
  void aPortThatNobodyElseCanHaveMeanwhileIsClosedFirst() {
    before.put("masterless-7-inet.socket", "[Socket]\nListenStream=7\n");
    before.put("masterless-7-inet.service", "[Service]\nExecStart=echo\n");

    Plan plan = plan();

    assertThat(plan.stoppedBefore).containsExactlyInAnyOrderElementsOf(units("masterless-7-inet"));
    assertThat(plan.stoppedAfter).isEmpty();
  }

  @Test
  void connectionsOfAnEntryWithAProcessForEachAreLeftToEnd() {
    before.put("masterless-7-inet.socket", "[Socket]\nListenStream=7\nAccept=yes\n");
    before.put("masterless-7-inet@.service", "[Service]\nExecStart=echo\n");
    after.put("masterless-7-inet.socket", "[Socket]\nListenStream=8\nAccept=yes\n");
    after.put("masterless-7-inet@.service", "[Service]\nExecStart=echo 2\n");

    Plan plan = plan();

    assertThat(plan.moved).containsExactly("masterless-7-inet.socket");
    assertThat(plan.started).containsExactly("masterless-7-inet.socket");
    assertThat(plan.restarted).isEmpty();
    assertThat(plan.replaced).hasSize(2);
  }

  @Test
  void aTemplateStaysWithItsSocketWhenTheirEntryHasBecomeWrong() {
    before.put("masterless-7-inet.socket", "[Socket]\nListenStream=7\nAccept=yes\n");
    before.put("masterless-7-inet@.service", "[Service]\nExecStart=echo\n");

    Plan plan = plan("masterless-7-inet");

    assertThat(plan.removed).isEmpty();
    assertThat(plan.kept).hasSize(2);
  }

  @Test
  void aTargetThatIsNewStarts() {
    after.put("masterless-masterless.target", "[Unit]\n");

    assertThat(plan().started).containsExactly("masterless-masterless.target");
  }

  @Test
  void aPathThatGoesIsClosedFirstAndAPortOnlyWhenAllOthersAreOpen() {
    add(before, "postfix-old-unix", "ListenStream=old", "ExecStart=smtp");
    add(before, "postfix-smtp-inet", "ListenStream=25", "ExecStart=smtpd");
    add(after, "postfix-25-inet", "ListenStream=25", "ExecStart=smtpd");

    Plan plan = plan();

    assertThat(plan.stoppedBefore).containsExactlyInAnyOrderElementsOf(units("postfix-old-unix"));
    assertThat(plan.started).containsExactly("postfix-25-inet.socket");
    assertThat(plan.stoppedAfter).containsExactlyInAnyOrderElementsOf(units("postfix-smtp-inet"));
    assertThat(plan.removed).hasSize(6);
  }

  @Test
  void otherArgumentsRestartTheServiceAndLeaveItsSocketOpen() {
    addWanted(before, "postfix-smtp-inet", "ListenStream=25", "ExecStart=smtpd");
    addWanted(after, "postfix-smtp-inet", "ListenStream=25", "ExecStart=smtpd -v");

    Plan plan = plan();

    assertThat(plan.restarted).containsExactly("postfix-smtp-inet.service");
    assertThat(touched(plan)).hasSize(1);
  }

  @Test
  void otherAddressesMoveThePortAndItsService() {
    addWanted(before, "postfix-smtp-inet", "ListenStream=0.0.0.0:25", "ExecStart=smtpd");
    addWanted(after, "postfix-smtp-inet", "ListenStream=127.0.0.1:25", "ExecStart=smtpd");

    Plan plan = plan();

    assertThat(plan.moved).containsExactlyInAnyOrderElementsOf(units("postfix-smtp-inet"));
    assertThat(plan.started).containsExactlyInAnyOrderElementsOf(units("postfix-smtp-inet"));
    assertThat(plan.restarted).isEmpty();
  }

  /** Only a socket that knows its old path removes it. */
  @Test
  void anotherPathMovesBeforeSystemdHearsOfIt() {
    add(before, "postfix-x-unix", "ListenStream=private/x", "ExecStart=smtp");
    add(after, "postfix-x-unix", "ListenStream=public/x", "ExecStart=smtp");

    Plan plan = plan();

    assertThat(plan.stoppedBefore).containsExactlyInAnyOrderElementsOf(units("postfix-x-unix"));
    assertThat(plan.started).containsExactly("postfix-x-unix.socket");
  }

  @Test
  void anEntryThatHasBecomeWrongStaysAsItWas() {
    addWanted(before, "postfix-smtp-inet", "ListenStream=25", "ExecStart=smtpd");
    add(before, "postfix-gone-inet", "ListenStream=26", "ExecStart=smtpd");

    Plan plan = plan("postfix-smtp-inet");

    assertThat(plan.kept)
        .containsExactlyInAnyOrder(
            "postfix-smtp-inet.socket",
            "postfix-smtp-inet.service",
            TARGET + "postfix-smtp-inet.socket",
            TARGET + "postfix-smtp-inet.service");
    assertThat(touched(plan)).containsExactlyInAnyOrderElementsOf(units("postfix-gone-inet"));
  }
}
