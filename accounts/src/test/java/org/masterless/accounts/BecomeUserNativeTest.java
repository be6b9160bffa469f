package org.masterless.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Becoming a user on the kernel that is here, in a child that is root at first; what it is then,
 * the kernel says. Calls are broken by a seccomp filter.
 */
class BecomeUserNativeTest {
  private static final String NO_CAPABILITY = "0000000000000000";

  /** What units have in their bounding set, and no more. */
  private static final List<String> AS_IN_A_UNIT =
      List.of("setpriv", "--bounding-set=-all,+setuid,+setgid");

  private static final List<String> AS_VMAIL =
      List.of("setpriv", "--reuid=5000", "--regid=5000", "--groups=5007", "--no-new-privs");

  private static final List<String> PLAIN = List.of("env");

  @BeforeEach
  void needsRoot() throws IOException {
    assumeTrue(NativeRun.isRoot(), "not root");
  }

  private static void assertIsTheUser(NativeRun run) {
    assertThat(run.output()).startsWith("became\n");
    assertThat(run.status()).isZero();
    assertThat(run.status("Uid")).isEqualTo("2001 2001 2001 2001");
    assertThat(run.status("Gid")).isEqualTo("2002 2002 2002 2002");
    assertThat(run.status("Groups")).isEqualTo("2002 2005");
    assertHasNoCapability(run);
    assertThat(run.status("NoNewPrivs")).isEqualTo("1");
    assertThat(run.hasLine("hidden: 1")).isTrue();
    assertThat(run.hasLine("umask: 63")).isTrue();
  }

  private static void assertHasNoCapability(NativeRun run) {
    for (String set : List.of("CapInh", "CapPrm", "CapEff", "CapAmb")) {
      assertThat(run.status(set)).as(set).isEqualTo(NO_CAPABILITY);
    }
  }

  @Test
  void rootInAUnitBecomesTheUser() throws IOException, InterruptedException {
    NativeRun run = NativeRun.of(AS_IN_A_UNIT, "become", "2001", "2002", "2005,0,2002,2005");

    assertIsTheUser(run);
    assertThat(run.status("CapBnd")).isEqualTo("00000000000000c0");
    assertThat(run.hasLine("home: cannot enter /nonexistent: No such file or directory")).isTrue();
  }

  @Test
  void rootWithAllCapabilitiesLosesTheBoundingSetToo() throws IOException, InterruptedException {
    NativeRun run = NativeRun.of(PLAIN, "become", "2001", "2002", "2005,2002");

    assertIsTheUser(run);
    assertThat(run.status("CapBnd")).isEqualTo(NO_CAPABILITY);
  }

  @Test
  void inheritableAndAmbientCapabilitiesGoToo() throws IOException, InterruptedException {
    List<String> rich =
        List.of(
            "setpriv",
            "--inh-caps=+setuid,+setgid",
            "--ambient-caps=+setuid,+setgid",
            "--bounding-set=-all,+setuid,+setgid");

    assertIsTheUser(NativeRun.of(rich, "become", "2001", "2002", "2005,2002"));
  }

  /** Capabilities would outlive the change of uid here, were they not dropped. */
  @Test
  void capabilitiesGoAlsoWhereTheKernelWouldKeepThem() throws IOException, InterruptedException {
    assertIsTheUser(
        NativeRun.of(
            List.of("setpriv", "--securebits=+no_setuid_fixup"),
            "become",
            "2001",
            "2002",
            "2005,2002"));
  }

  @Test
  void aUnitWithMoreCapabilitiesThanItShouldHaveIsRefused()
      throws IOException, InterruptedException {
    NativeRun run =
        NativeRun.of(
            List.of("setpriv", "--bounding-set=-all,+setuid,+setgid,+chown"),
            "become",
            "2001",
            "2002");

    assertThat(run.output()).startsWith("refused: more capabilities are in the bounding set");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void keepingSetGidKeepsNothingElse() throws IOException, InterruptedException {
    NativeRun run = NativeRun.of(AS_IN_A_UNIT, "keeping", "2001", "2002", "2002");

    assertThat(run.status("Uid")).isEqualTo("2001 2001 2001 2001");
    assertHasNoCapability(run);
    assertThat(run.status("NoNewPrivs")).isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource({"0, 2002", "2001, 0", "999, 2002", "60000, 2002"})
  void idsThatNobodyMayHaveAreRefused(String uid, String gid)
      throws IOException, InterruptedException {
    NativeRun run = NativeRun.of(PLAIN, "become", uid, gid, "");

    assertThat(run.output()).startsWith("refused: ");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void aServiceThatIsTheUserAlreadyStaysIt() throws IOException, InterruptedException {
    NativeRun run = NativeRun.of(AS_VMAIL, "become", "5000", "5000", "");

    assertThat(run.output()).startsWith("became\n");
    assertThat(run.status("Uid")).isEqualTo("5000 5000 5000 5000");
    assertThat(run.status("Groups")).isEqualTo("5007");
    assertHasNoCapability(run);
    assertThat(run.hasLine("hidden: 1")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"5001, 5000", "5000, 5001", "0, 0"})
  void aServiceThatIsNotRootBecomesNobodyElse(String uid, String gid)
      throws IOException, InterruptedException {
    assertThat(NativeRun.of(AS_VMAIL, "become", uid, gid, "").output()).startsWith("refused: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "setgroups",
        "setresgid",
        "setresuid",
        "capset",
        "getgroups",
        "getresuid",
        "getresgid",
        "capget",
        "prctl-read-bounding-set",
        "prctl-set-no-new-privs",
        "prctl-get-no-new-privs",
        "prctl-set-dumpable",
        "prctl-get-dumpable"
      })
  void aCallThatFailsEndsIt(String call) throws IOException, InterruptedException {
    for (String errno : List.of("1", "12", "38")) {
      NativeRun run = NativeRun.of(PLAIN, "broken", call, errno, "2001", "2002", "2005,2002");

      assertThat(run.output()).as("errno %s", errno).startsWith("refused: ");
      assertThat(run.status()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "setgroups, could set supplementary groups again",
    "setresgid, could get another group again",
    "setresuid, could become another user again",
    "getgroups, the supplementary groups are not the user's",
    "getresuid, the ids are not the user's",
    "getresgid, the ids are not the user's",
    "capget, capabilities are left",
    "prctl-drop-bounding-set, more capabilities are in the bounding set than the unit should have",
    "prctl-set-no-new-privs, no_new_privs is not set",
  })
  void aCallThatOnlyPretendsToWorkEndsIt(String call, String complaint)
      throws IOException, InterruptedException {
    NativeRun run = NativeRun.of(PLAIN, "broken", call, "0", "2001", "2002", "2005,2002");

    assertThat(run.output()).isEqualTo("refused: " + complaint + "\n");
    assertThat(run.status()).isEqualTo(1);
  }

  /** The kernel has done the same of itself by then, so that it is the user all the same. */
  @ParameterizedTest
  @ValueSource(strings = {"capset", "prctl-set-dumpable", "prctl-get-dumpable"})
  void whereAPretenceChangesNothingItIsTheUser(String call)
      throws IOException, InterruptedException {
    assertIsTheUser(NativeRun.of(PLAIN, "broken", call, "0", "2001", "2002", "2005,2002"));
  }

  @Test
  void aPretenceThatWouldKeepCapabilitiesEndsIt() throws IOException, InterruptedException {
    NativeRun run =
        NativeRun.of(
            List.of("setpriv", "--securebits=+no_setuid_fixup"),
            "broken",
            "capset",
            "0",
            "2001",
            "2002",
            "2005,2002");

    assertThat(run.output()).isEqualTo("refused: could become another user again\n");
  }

  @Test
  void aServiceOfTheUsersWhoseMemoryOnlySeemsHiddenIsRefused()
      throws IOException, InterruptedException {
    NativeRun run = NativeRun.of(AS_VMAIL, "broken", "prctl-set-dumpable", "0", "5000", "5000", "");

    assertThat(run.output()).isEqualTo("refused: the memory is not hidden\n");
  }
}
