package org.masterless.nativebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompilerFlagsTest {
  private static final String MACHINE = "x86_64-linux-gnu";

  @Test
  void aPackageBuildAddsItsFlagsButCantTakeAwayWhatJavaNeeds() {
    CompilerFlags flags =
        new CompilerFlags(
            Map.of("CPPFLAGS", "-DX", "CFLAGS", " -O3  -fno-wrapv", "LDFLAGS", "-Wl,-z,relro"));
    List<String> options = flags.options(Flavour.RELEASE, MACHINE);
    assertThat(options).containsSubsequence("-O2", "-DX", "-O3", "-fno-wrapv", "-Wl,-z,relro");
    assertThat(options)
        .endsWith("-fwrapv", "-fno-strict-aliasing", "-Wno-incompatible-pointer-types");
  }

  @Test
  void onlyTheReleaseIsStripped() {
    CompilerFlags flags = new CompilerFlags(Map.of());
    assertThat(flags.options(Flavour.RELEASE, MACHINE)).contains("-s").doesNotContain("-g");
    assertThat(flags.options(Flavour.DEBUG, MACHINE)).contains("-g").doesNotContain("-s");
    assertThat(flags.options(Flavour.SANITIZE, MACHINE)).contains("-g").doesNotContain("-s");
  }

  @Test
  void theProtectionOfBranchesIsTheMachines() {
    CompilerFlags flags = new CompilerFlags(Map.of());
    assertThat(flags.options(Flavour.RELEASE, "aarch64-linux-gnu"))
        .contains("-mbranch-protection=standard")
        .doesNotContain("-fcf-protection");
    assertThat(flags.options(Flavour.RELEASE, "riscv64-linux-gnu"))
        .doesNotContain("-mbranch-protection=standard", "-fcf-protection");
  }

  @Test
  void ccMayHoldOptions() {
    assertThat(new CompilerFlags(Map.of("CC", "aarch64-linux-gnu-gcc -m32")).compiler())
        .containsExactly("aarch64-linux-gnu-gcc", "-m32");
    assertThat(new CompilerFlags(Map.of()).compiler()).containsExactly("gcc");
  }
}
