package org.masterless.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.masterless.accounts.SimulatedProcess.Fault;

/**
 * Each call is broken in turn, in each way: no process may go on with more rights than it should.
 */
class BecomeUserTest {
  private static final BecomeOptions OPTIONS = BecomeOptions.of(UidRange.DEFAULT);
  private static final User ALICE = user(2001, 2002, 5, 2002);

  private final SimulatedProcess process = new SimulatedProcess();

  private static User user(int uid, int gid, Integer... groups) {
    return new User("alice", uid, gid, List.of(groups), "/home/alice", "", Quota.NONE);
  }

  private static String become(SimulatedProcess process, User user) {
    return BecomeUser.become(process.calls(), user, OPTIONS);
  }

  @Test
  void groupsThenGroupThenUserThenTheRestAndThenTheProof() {
    assertThat(become(process, ALICE)).isEmpty();

    assertThat(process.isOnly(2001, 2002, 5, 2002)).isTrue();
    assertThat(process.mask).isEqualTo(077);
    assertThat(process.trace)
        .containsExactly(
            "getresuid",
            "getgroups",
            "drop capability 0",
            "setgroups [5, 2002]",
            "setresgid 2002",
            "setresuid 2001",
            "no_new_privs",
            "capset",
            "hide memory",
            "read bounding set",
            "try uid 0",
            "try uid 0",
            "try euid 0",
            "try gid 0",
            "try gid 0",
            "try egid 0",
            "setgroups [0]",
            "setgroups [0, 4]",
            "getresuid",
            "getgroups",
            "capget",
            "read no_new_privs",
            "read hidden");
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void whicheverCallIsBrokenNoProcessGoesOnWithMoreRights(Fault fault) {
    become(process, ALICE);
    List<String> wentOn = new ArrayList<>();
    for (int call = 0; call < process.trace.size(); call++) {
      SimulatedProcess broken = new SimulatedProcess().breaking(call, fault);
      broken.keepsCapabilities = true;

      String answer = become(broken, ALICE);

      if (answer.isEmpty()) {
        wentOn.add(process.trace.get(call));
        assertThat(broken.isOnly(2001, 2002, 5, 2002))
            .as("went on after %s", broken.trace)
            .isTrue();
      }
    }
    // Otherwise the loop above would prove nothing.
    assertThat(wentOn).hasSizeLessThan(process.trace.size() / 2).doesNotContain("capset");
  }

  @ParameterizedTest
  @CsvSource({
    "'setgroups [5, 2002]', setgroups: Operation not permitted",
    "setresgid 2002, setresgid: Operation not permitted",
    "setresuid 2001, setresuid: Operation not permitted",
    "no_new_privs, no_new_privs: Operation not permitted",
    "capset, capset: Operation not permitted",
    "hide memory, PR_SET_DUMPABLE: Operation not permitted",
  })
  void aStepThatFailsIsNamedAndTheLastOne(String step, String complaint) {
    become(process, ALICE);
    SimulatedProcess broken =
        new SimulatedProcess().breaking(process.trace.indexOf(step), Fault.FAILS);

    assertThat(become(broken, ALICE)).isEqualTo(complaint);
    assertThat(broken.trace).last().isEqualTo(step);
  }

  @ParameterizedTest
  @CsvSource({
    "'setgroups [5, 2002]', the supplementary groups are not the user's",
    "setresgid 2002, could get another group again",
    "setresuid 2001, could become another user again",
    "no_new_privs, no_new_privs is not set",
    "capset, could become another user again",
    "hide memory, the memory is not hidden",
    "try uid 0, could become another user again",
    "try euid 0, could become another user again",
    "try gid 0, could get another group again",
    "try egid 0, could get another group again",
    "setgroups [0], could set supplementary groups again",
    "'setgroups [0, 4]', could set supplementary groups again",
  })
  void aStepThatOnlyPretendsToWorkIsFoundOut(String step, String complaint) {
    become(process, ALICE);
    SimulatedProcess broken =
        new SimulatedProcess().breaking(process.trace.indexOf(step), Fault.PRETENDS);
    broken.keepsCapabilities = step.equals("capset");

    assertThat(become(broken, ALICE)).isEqualTo(complaint);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2002, uid 0 of user alice is refused always",
    "2001, 0, gid 0 of user alice is refused always",
    "2001, -1, gid -1 of user alice is refused always",
    "-1, 2002, uid -1 of user alice is not in 1000-59999",
    "999, 2002, uid 999 of user alice is not in 1000-59999",
    "60000, 2002, uid 60000 of user alice is not in 1000-59999",
  })
  void idsThatNobodyMayHaveAreRefusedBeforeAnythingIsDone(int uid, int gid, String complaint) {
    assertThat(become(process, user(uid, gid))).isEqualTo(complaint);
    assertThat(process.trace).isEmpty();
  }

  @Test
  void rootIsRefusedWhateverIsConfigured() {
    BecomeOptions all = BecomeOptions.of(new UidRange(0, Integer.MAX_VALUE));

    assertThat(BecomeUser.become(process.calls(), user(0, 2002), all)).contains("refused always");
    assertThat(process.trace).isEmpty();
  }

  @Test
  void rootsGroupIsLeftOutOfAUsersGroups() {
    assertThat(become(process, user(2001, 2002, 7, 0, 7, -1, 3))).isEmpty();
    assertThat(process.isOnly(2001, 2002, 3, 7)).isTrue();
  }

  @Test
  void theBoundingSetIsEmptiedWhereItCanBe() {
    process.mayDropBoundingSet = true;
    process.boundingSet = -1L >>> 23;

    assertThat(become(process, ALICE)).isEmpty();
    assertThat(process.boundingSet).isZero();
  }

  @Test
  void aBoundingSetThatHoldsMoreThanTheUnitShouldHaveIsRefused() {
    process.boundingSet = BecomeOptions.SET_IDS | 1;

    assertThat(become(process, ALICE))
        .isEqualTo("more capabilities are in the bounding set than the unit should have");
  }

  @Test
  void aUnitMayHaveMoreCapabilitiesIfItSaysSo() {
    process.boundingSet = BecomeOptions.SET_IDS | 2;

    assertThat(BecomeUser.become(process.calls(), ALICE, OPTIONS.under(2))).isEmpty();
  }

  @Test
  void whoeverWantsSetGidCommandsKeepsThemAndNothingElse() {
    assertThat(BecomeUser.become(process.calls(), ALICE, OPTIONS.keepingSetGid())).isEmpty();
    assertThat(process.forgonePrivileges).isFalse();
    process.forgonePrivileges = true;
    assertThat(process.isOnly(2001, 2002, 5, 2002)).isTrue();
  }

  @Test
  void aServiceThatIsTheUserAlreadyChangesNoIdsButProvesTheSame() {
    SimulatedProcess vmail = SimulatedProcess.ofUser(5000, 5000, 8, 5000);

    assertThat(become(vmail, user(5000, 5000))).isEmpty();
    assertThat(vmail.isOnly(5000, 5000, 8, 5000)).isTrue();
    assertThat(vmail.trace)
        .contains("capget", "no_new_privs", "hide memory", "try uid 0", "setgroups [8, 5000]")
        .doesNotContain("setresuid 5000", "setresgid 5000");
  }

  @Test
  void aServiceOfTheUsersWithRightsOfItsOwnLosesThem() {
    SimulatedProcess vmail = SimulatedProcess.ofUser(5000, 5000);
    vmail.hasCapabilities = true;

    assertThat(become(vmail, user(5000, 5000))).isEmpty();
    assertThat(vmail.hasCapabilities).isFalse();
    assertThat(vmail.trace).contains("capset");
  }

  /** As units do that are not root's. */
  @Test
  void whoHasNoCapabilitiesNeedNotBeAllowedToDropThem() {
    SimulatedProcess vmail = SimulatedProcess.ofUser(5000, 5000);
    vmail.mayNotDropCapabilities = true;

    assertThat(become(vmail, user(5000, 5000))).isEmpty();
    vmail.hasCapabilities = true;
    assertThat(become(vmail, user(5000, 5000))).startsWith("capset: ");
  }

  @Test
  void aServiceThatIsNotRootBecomesNobodyElse() {
    SimulatedProcess vmail = SimulatedProcess.ofUser(5000, 5000);

    assertThat(become(vmail, user(5001, 5000)))
        .isEqualTo(
            "the service runs as uid 5000 and gid 5000, which can't become uid 5001 and gid 5000");
    assertThat(become(vmail, user(5000, 5001))).endsWith("can't become uid 5000 and gid 5001");
    assertThat(vmail.trace).containsOnly("getresuid");
  }

  @Test
  void aServiceWithRootsGroupIsRefused() {
    SimulatedProcess vmail = SimulatedProcess.ofUser(5000, 5000, 0);

    assertThat(become(vmail, user(5000, 5000))).isEqualTo("the service runs with group 0");
  }

  @Test
  void aSavedIdOfRootIsFoundOut() {
    SimulatedProcess vmail = SimulatedProcess.ofUser(5000, 5000);
    vmail.uids[2] = 0;

    assertThat(become(vmail, user(5000, 5000))).isNotEmpty();
  }
}
