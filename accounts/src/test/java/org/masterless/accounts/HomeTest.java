package org.masterless.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.masterless.system.Errno;
import org.masterless.system.Processes;

class HomeTest {
  private final List<String> folders = new ArrayList<>(List.of("/", "/home/alice"));
  private String here = "";

  private final Processes processes =
      StandIn.of(
          Processes.class,
          Map.of(
              "chdir",
              arguments -> {
                if (!folders.contains(arguments[0])) {
                  return -Errno.EACCES;
                }
                here = (String) arguments[0];
                return 0;
              }));

  private static User user(String home) {
    return new User("alice", 2001, 2001, List.of(), home, "", Quota.NONE);
  }

  @Test
  void theHomeIsTheWorkingDirectory() {
    assertThat(Home.enter(processes, user("/home/alice"))).isEmpty();
    assertThat(here).isEqualTo("/home/alice");
  }

  @Test
  void aHomeThatCannotBeEnteredLeavesTheRootFolderAndIsSaid() {
    assertThat(Home.enter(processes, user("/home/bob")))
        .isEqualTo("cannot enter /home/bob: Permission denied");
    assertThat(here).isEqualTo("/");
  }

  @Test
  void aRelativeHomeIsNotLookedForWhereTheServiceWas() {
    folders.add("home/alice");
    assertThat(Home.enter(processes, user("home/alice"))).endsWith("is not an absolute path");
    assertThat(here).isEqualTo("/");
  }

  @Test
  void noHomeIsSaidToo() {
    assertThat(Home.enter(processes, user(""))).isEqualTo("user alice has no home");
    assertThat(here).isEqualTo("/");
  }

  @Test
  void whereEvenTheRootFolderFailsThatIsSaid() {
    folders.clear();
    assertThat(Home.enter(processes, user("/x"))).endsWith("nor can \"/\": Permission denied");
  }

  @Test
  void theEnvironmentHasTheUsersNameAndHomeAndNothingOfTheService() {
    assertThat(UserEnvironment.of(user("/home/alice")))
        .containsExactlyInAnyOrder(
            "PATH=/usr/local/bin:/usr/bin:/bin",
            "HOME=/home/alice",
            "USER=alice",
            "LOGNAME=alice",
            "SHELL=/bin/sh",
            "LANG=C");
    assertThat(UserEnvironment.of(user(""))).contains("HOME=/");
  }
}
