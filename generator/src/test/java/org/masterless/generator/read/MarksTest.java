package org.masterless.generator.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MarksTest {
  @Test
  void isWhatTheJdksSetOfBitsIs() {
    Random random = new Random(1);
    BitSet expected = new BitSet();
    Marks marks = new Marks();
    for (int i = 0; i < 20_000; i++) {
      int number = random.nextInt(1000);
      if (random.nextBoolean()) {
        expected.set(number);
        marks.set(number);
      } else {
        expected.clear(number);
        marks.clear(number);
      }
    }
    for (int number = 0; number < 1100; number++) {
      assertThat(marks.get(number)).as("%d", number).isEqualTo(expected.get(number));
    }
  }
}
