package org.masterless.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masterless.system.Errno;

class PasswdSourceTest {
  private final Members machine = new Members();
  private final PasswdSource source = new PasswdSource(machine);

  @Test
  void aUserHasIdsGroupsAndAHome() {
    assertThat(source.find("alice"))
        .isEqualTo(
            new Lookup.Found(
                new User("alice", 2001, 2002, List.of(2002, 8), "/home/alice", "", Quota.NONE)));
  }

  @Test
  void nobodyIsUnknown() {
    assertThat(source.find("bob")).isEqualTo(new Lookup.Unknown());
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        Errno.EIO,
        Errno.EMFILE,
        Errno.ENOMEM,
        Errno.ERANGE,
        Errno.ENOENT,
        Errno.ECONNREFUSED
      })
  void aSourceThatCannotBeAskedHasNotSaidThatNobodyIsThere(int error) {
    machine.findAnswer = -error;

    assertThat(source.find("bob")).isInstanceOf(Lookup.Failed.class);
  }

  @Test
  void theSourcesNameForAUserCounts() {
    assertThat(source.find("ALICE"))
        .isInstanceOfSatisfying(
            Lookup.Found.class, found -> assertThat(found.user().name()).isEqualTo("alice"));
  }

  @Test
  void manyGroupsAreAllThere() {
    machine.groupCount = 4096;
    assertThat(source.find("alice"))
        .isInstanceOfSatisfying(
            Lookup.Found.class, found -> assertThat(found.user().groups()).hasSize(4096));
  }

  @Test
  void farTooManyAreAnErrorAndNotSomeOfThem() {
    machine.groupCount = 4097;
    assertThat(source.find("alice"))
        .isEqualTo(new Lookup.Failed("passwd: groups of alice: Numerical result out of range"));
  }

  @Test
  void namesThatNoUserCanHaveAreNotLookedUp() {
    machine.findAnswer = -Errno.EIO;
    assertThat(source.find("../alice")).isEqualTo(new Lookup.Unknown());
  }
}
