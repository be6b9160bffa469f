package org.masterless.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.masterless.system.Identities.Account;

/** Each step of giving up root is made to fail in turn: none may pass unseen. */
class PrivilegesTest {
  private static final Account POSTFIX = new Account(102, 103);

  /** A kernel that does what it is asked, but for one step. */
  private static final class Steps extends NoIdentities {
    final List<String> taken = new ArrayList<>();
    String broken = "";
    private boolean dropped;

    private int step(String name) {
      taken.add(name);
      return name.equals(broken) ? -Errno.EPERM : 0;
    }

    private int wayBack(String name) {
      taken.add(name);
      return name.equals(broken) ? 0 : -Errno.EPERM;
    }

    @Override
    public int setGroups(int[] groups) {
      return step("setgroups " + groups.length);
    }

    @Override
    public int setAllGids(int gid) {
      return dropped ? wayBack("back to gid " + gid) : step("setresgid " + gid);
    }

    @Override
    public int setAllUids(int uid) {
      if (dropped) {
        return wayBack("back to uid " + uid);
      }
      dropped = true;
      return step("setresuid " + uid);
    }

    @Override
    public int setEffectiveUid(int uid) {
      return wayBack("back to euid " + uid);
    }

    @Override
    public int dropCapabilities() {
      return step("capset");
    }

    @Override
    public boolean are(int uid, int gid) {
      return uid == 102 && gid == 103 && !broken.equals("ids");
    }

    @Override
    public int groupCount() {
      return broken.equals("groups") ? 1 : 0;
    }

    @Override
    public boolean hasNoCapabilities() {
      return !broken.equals("capabilities");
    }
  }

  private final Steps steps = new Steps();

  @Test
  void groupsThenGroupThenUserThenCapabilitiesAndThenTheWaysBack() {
    assertThat(Privileges.drop(steps, POSTFIX)).isEmpty();
    assertThat(steps.taken)
        .startsWith("setgroups 0", "setresgid 103", "setresuid 102", "capset")
        .contains("back to uid 0", "back to euid 0", "back to gid 0");
  }

  @ParameterizedTest
  @CsvSource({
    "setgroups 0, setgroups: Operation not permitted",
    "setresgid 103, setresgid: Operation not permitted",
    "setresuid 102, setresuid: Operation not permitted",
    "capset, capset: Operation not permitted",
    "back to uid 0, could become root again",
    "back to euid 0, could become root again",
    "back to gid 0, could get root's group again",
    "ids, the ids are not the wanted ones",
    "groups, supplementary groups are left",
    "capabilities, capabilities are left",
  })
  void aStepThatFailsIsNamed(String step, String complaint) {
    steps.broken = step;
    assertThat(Privileges.drop(steps, POSTFIX)).isEqualTo(complaint);
  }

  @Test
  void rootAndItsGroupAreNobodyToBecome() {
    for (Account root : List.of(new Account(0, 103), new Account(102, 0))) {
      assertThat(Privileges.drop(steps, root)).isEqualTo("refusing to keep running as root");
    }
    assertThat(steps.taken).isEmpty();
  }
}
