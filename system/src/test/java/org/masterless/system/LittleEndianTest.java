package org.masterless.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LittleEndianTest {
  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        -1,
        0x80,
        0xff00,
        0x80000000L,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        Long.MIN_VALUE
      })
  void whatIsPutIsThere(long value) {
    byte[] bytes = new byte[12];
    Arrays.fill(bytes, (byte) 0x55);
    LittleEndian.putInt64(bytes, 2, value);
    assertThat(LittleEndian.int64(bytes, 2)).isEqualTo(value);
    assertThat(LittleEndian.int32(bytes, 2)).isEqualTo((int) value);
    assertThat(LittleEndian.int16(bytes, 2)).isEqualTo((int) value & 0xffff);
    assertThat(new byte[] {bytes[1], bytes[10]}).containsOnly(0x55);
  }
}
