package org.masterless.generator.translate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OwnArgumentsTest {
  @Test
  void chrootAndUserAreTakenOutAndNoted() {
    OwnArguments own = OwnArguments.of(List.of("-v", "-c", "-u", "-o", "a=b"));

    assertThat(own.kept()).containsExactly("-v", "-o", "a=b");
    assertThat(own.chrootAt()).isEqualTo(1);
    assertThat(own.isUnprivileged()).isTrue();
  }

  @Test
  void lettersMayStandTogether() {
    OwnArguments own = OwnArguments.of(List.of("-vcuv", "-cu"));

    assertThat(own.kept()).containsExactly("-vv");
  }

  @Test
  void theValueOfAnOptionIsNoOption() {
    OwnArguments own = OwnArguments.of(List.of("-o", "-c", "-ocu=c", "-vm", "-u"));

    assertThat(own.kept()).containsExactly("-o", "-c", "-ocu=c", "-vm", "-u");
    assertThat(own.chrootAt()).isNegative();
    assertThat(own.isUnprivileged()).isFalse();
  }

  @Test
  void nothingAfterTheFirstOperandIsAnOption() {
    assertThat(OwnArguments.of(List.of("user=x", "-c")).kept()).containsExactly("user=x", "-c");
    assertThat(OwnArguments.of(List.of("--", "-c")).kept()).containsExactly("--", "-c");
    assertThat(OwnArguments.of(List.of("-", "-c")).kept()).containsExactly("-", "-c");
  }
}
