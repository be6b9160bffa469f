package org.masterless.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.masterless.system.Environment;
import org.masterless.system.Errno;
import org.masterless.system.JvmFilter;
import org.masterless.system.Log;
import org.masterless.system.NoConfinement;
import org.masterless.system.SystemCallFilter;

/** What is imposed on which kernel, by the numbers of each machine. */
class IsolationTest {
  private static final int RULESET = 9;
  private static final int X86_64 = 0xc000003e;
  private static final int ARM_64 = 0xc00000b7;
  private static final String DENIED = "errno 1";
  private static final String ALLOWED = "allow";

  private final SimulatedKernel kernel = new SimulatedKernel();
  private final List<SystemCallFilter> filters = new ArrayList<>();
  private final List<Integer> restrictedBy = new ArrayList<>();
  private String machine = "x86_64";
  private int privilegesAnswer;
  private int rulesetAnswer = -Errno.ENOSYS;
  private int restrictAnswer;
  private int filterAnswer;

  private int impose() {
    if (rulesetAnswer == RULESET) {
      kernel.pass(RULESET, "ruleset");
    }
    NoConfinement confinement =
        new NoConfinement() {
          @Override
          public String machine() {
            return machine;
          }

          @Override
          public int forgoPrivileges() {
            return privilegesAnswer;
          }

          @Override
          public int filterSystemCalls(SystemCallFilter filter) {
            filters.add(filter);
            return filterAnswer;
          }

          @Override
          public int scopeRuleset() {
            return rulesetAnswer;
          }

          @Override
          public int restrict(int ruleset) {
            restrictedBy.add(ruleset);
            return restrictAnswer;
          }
        };
    var files = kernel.calls().files();
    Log log = Log.of(files, new Environment(List.of()), "supervise");
    return new Isolation(confinement, files, log).impose();
  }

  private String answer(int architecture, int number, int... arguments) {
    assertThat(filters).hasSize(1);
    return JvmFilter.answer(filters.get(0), architecture, number, arguments);
  }

  @Test
  void anOldKernelsFilterLooksAtSignalsToo() {
    assertThat(impose()).isEqualTo(Isolation.NONE);
    for (int command : List.of(8, 10, 15)) {
      assertThat(answer(X86_64, 72, 3, command, 4711)).isEqualTo(DENIED);
    }
    for (int command : List.of(0x8901, 0x8902)) {
      assertThat(answer(X86_64, 16, 3, command, 4711)).isEqualTo(DENIED);
    }
    assertThat(answer(X86_64, 302, 4711)).isEqualTo(DENIED);
    assertThat(kernel.standardError()).isEmpty();
  }

  @Test
  void whatDaemonsNeedOfTheseCallsIsAllowed() {
    impose();
    for (int command : List.of(0, 1, 2, 3, 4, 6, 7, 9, 11, 1030)) {
      assertThat(answer(X86_64, 72, 8, command, 8)).isEqualTo(ALLOWED);
    }
    for (int request : List.of(0x5421, 0x541b, 0x8903)) {
      assertThat(answer(X86_64, 16, 8, request)).isEqualTo(ALLOWED);
    }
    assertThat(answer(X86_64, 302, 0, 7)).isEqualTo(ALLOWED);
    assertThat(answer(X86_64, 1, 8, 8)).isEqualTo(ALLOWED);
  }

  @Test
  void anArmHasNumbersOfItsOwn() {
    machine = "aarch64";
    impose();
    assertThat(answer(ARM_64, 25, 3, 8)).isEqualTo(DENIED);
    assertThat(answer(ARM_64, 29, 3, 0x8901)).isEqualTo(DENIED);
    assertThat(answer(ARM_64, 261, 4711)).isEqualTo(DENIED);
    assertThat(answer(ARM_64, 72, 3, 8)).isEqualTo(ALLOWED);
  }

  @Test
  void aNewKernelScopesSignalsWithoutALookAtEachCall() {
    rulesetAnswer = RULESET;
    assertThat(impose()).isEqualTo(RULESET);
    assertThat(restrictedBy).containsExactly(RULESET);
    assertThat(answer(X86_64, 72, 3, 8)).isEqualTo(ALLOWED);
    assertThat(answer(X86_64, 302, 4711)).isEqualTo(DENIED);
  }

  @Test
  void aRulesetThatIsForbiddenIsNoneAndNotForTheDaemons() {
    rulesetAnswer = RULESET;
    restrictAnswer = -Errno.EPERM;
    assertThat(impose()).isEqualTo(Isolation.NONE);
    assertThat(kernel.openChannels()).doesNotContain("ruleset");
    assertThat(answer(X86_64, 72, 3, 8)).isEqualTo(DENIED);
  }

  @Test
  void anUnknownMachineIsSaidSo() {
    machine = "vax";
    impose();
    assertThat(filters).isEmpty();
    assertThat(kernel.standardError())
        .isEqualTo(
            "supervise: no system-call filter for vax:"
                + " daemons may change each other's limits and signal each other\n");
  }

  @Test
  void anUnknownMachineWithANewKernelLacksLess() {
    machine = "vax";
    rulesetAnswer = RULESET;
    impose();
    assertThat(kernel.standardError())
        .isEqualTo(
            "supervise: no system-call filter for vax:"
                + " daemons may change each other's limits\n");
  }

  @Test
  void aKernelWithoutFiltersIsSaidSo() {
    filterAnswer = -Errno.EINVAL;
    impose();
    assertThat(kernel.standardError())
        .isEqualTo("supervise: no system-call filter: Invalid argument\n");
  }

  @Test
  void withoutNoNewPrivilegesNothingIsTried() {
    privilegesAnswer = -Errno.EINVAL;
    rulesetAnswer = RULESET;
    assertThat(impose()).isEqualTo(Isolation.NONE);
    assertThat(filters).isEmpty();
    assertThat(restrictedBy).isEmpty();
    assertThat(kernel.standardError())
        .isEqualTo("supervise: daemons are not isolated: no_new_privs: Invalid argument\n");
  }
}
