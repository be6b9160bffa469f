package org.masterless.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SocketAddressTest {
  @Test
  void aPathHasItsFamilyAndANul() {
    assertThat(SocketAddress.unix("/x")).containsExactly(1, 0, '/', 'x', 0);
  }

  @Test
  void anAbstractNameBeginsWithANulAndEndsWithNone() {
    assertThat(SocketAddress.unix("@x")).containsExactly(1, 0, 0, 'x');
  }

  @Test
  void whatDoesNotFitIsSaidBefore() {
    assertThat(SocketAddress.fits("x".repeat(107))).isTrue();
    assertThat(SocketAddress.fits("x".repeat(108))).isFalse();
    assertThat(SocketAddress.fits("")).isFalse();
    assertThat(SocketAddress.fits("a\0b")).isFalse();
  }

  @Test
  void theWildcardBecomesTheLoopbackAddressOfItsFamily() {
    byte[] v4 = new byte[16];
    v4[0] = SocketAddress.AF_INET;
    SocketAddress.wildcardToLoopback(v4);
    assertThat(v4).containsExactly(2, 0, 0, 0, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0);
    byte[] v6 = new byte[28];
    v6[0] = SocketAddress.AF_INET6;
    SocketAddress.wildcardToLoopback(v6);
    assertThat(v6).startsWith(10, 0).endsWith(1, 0, 0, 0, 0);
    assertThat(v6[23]).isEqualTo((byte) 1);
  }

  @Test
  void anAddressThatSomebodyChoseStays() {
    byte[] v4 = {2, 0, 0, 25, (byte) 192, 0, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0};
    byte[] same = v4.clone();
    SocketAddress.wildcardToLoopback(same);
    assertThat(same).isEqualTo(v4);
  }
}
