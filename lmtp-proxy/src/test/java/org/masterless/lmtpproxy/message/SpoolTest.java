package org.masterless.lmtpproxy.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masterless.lmtpproxy.io.Budget;

class SpoolTest {
  @TempDir Path directory;

  /** Wherever memory ends and the file begins. */
  @ParameterizedTest
  @ValueSource(ints = {0, 8191, 8192, 30_000, 60_000, 120 * 1024, 1_000_000})
  void whatWasPutIsRead(int bytes) throws IOException {
    Random random = new Random(bytes);
    byte[] all = new byte[300_000];
    random.nextBytes(all);
    Budget budget = new Budget(bytes);
    try (Spool spool = new Spool(directory, budget)) {
      for (int next = 0; next < all.length; ) {
        int length = Math.min(all.length - next, 1 + random.nextInt(20_000));
        spool.append(all, next, length);
        next += length;
        int from = random.nextInt(next);
        ByteBuffer read = spool.read(from, 5000);
        assertThat(read.remaining()).isPositive();
        byte[] expected = new byte[read.remaining()];
        System.arraycopy(all, from, expected, 0, expected.length);
        assertThat(read).isEqualTo(ByteBuffer.wrap(expected));
      }
      assertThat(spool.size()).isEqualTo(all.length);
    }
    assertThat(budget.take(bytes)).isTrue();
  }
}
