package org.masterless.lmtpproxy.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masterless.lmtpproxy.io.Budget;

class SpoolTest {
  private static final int SIZE = 5 * Spool.MEMORY + 77;

  @TempDir Path directory;

  private final byte[] message = new byte[SIZE];
  private final long[] positions = new long[3];

  SpoolTest() {
    new Random(1).nextBytes(message);
  }

  private long slowest() {
    return Math.min(positions[0], Math.min(positions[1], positions[2]));
  }

  private Spool spool() {
    return new Spool(directory, new Budget(Spool.MEMORY), this::slowest);
  }

  /** Reads once, compares, and answers how much it was. */
  private int read(Spool spool, int reader, int most) throws IOException {
    ByteBuffer piece = spool.read(positions[reader], most);
    int length = piece.remaining();
    int start = (int) positions[reader];
    assertThat(piece).isEqualTo(ByteBuffer.wrap(message, start, length));
    positions[reader] += length;
    return length;
  }

  private void readAll(Spool spool, int reader) throws IOException {
    while (positions[reader] < spool.size()) {
      assertThat(read(spool, reader, 50_000)).isPositive();
    }
    assertThat(spool.read(positions[reader], 1).hasRemaining()).isFalse();
  }

  /** In pieces of any length, with readers of any pace, and memory for as much as there may be. */
  @Test
  void everyReaderGetsAllOfIt() throws IOException {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Arrays.fill(positions, 0);
      Budget budget = new Budget(random.nextInt(Spool.MEMORY));
      try (Spool spool = new Spool(directory, budget, this::slowest)) {
        while (spool.size() < SIZE) {
          int most = 1 + random.nextInt(random.nextBoolean() ? 100 : 3 * Spool.MEMORY);
          int length = (int) Math.min(most, SIZE - spool.size());
          spool.append(message, (int) spool.size(), length);
          for (int i = random.nextInt(6); i > 0; i--) {
            read(spool, random.nextInt(3), random.nextInt(2 * Spool.MEMORY));
          }
        }
        for (int reader = 0; reader < 3; reader++) {
          readAll(spool, reader);
        }
      }
    }
  }

  @Test
  void whereAllKeepPaceThereIsNoFile() throws IOException {
    try (Spool spool = spool()) {
      while (spool.size() < SIZE) {
        spool.append(message, (int) spool.size(), (int) Math.min(60_000, SIZE - spool.size()));
        for (int reader = 0; reader < 3; reader++) {
          readAll(spool, reader);
        }
      }
      assertThat(spool.hasFile()).isFalse();
    }
  }

  @Test
  void oneWhoIsSlowFindsTheRestInAFile() throws IOException {
    try (Spool spool = spool()) {
      positions[0] = Long.MAX_VALUE;
      positions[1] = Long.MAX_VALUE;
      positions[2] = 100;
      spool.append(message, 0, SIZE);
      assertThat(spool.hasFile()).isTrue();
      readAll(spool, 2);
      // Nobody had said that this would still be read.
      assertThatThrownBy(() -> spool.read(99, 1)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void whatWasTakenIsGivenBackOnce() throws IOException {
    Budget budget = new Budget(Spool.MEMORY);
    Spool spool = new Spool(directory, budget, () -> 0);
    spool.append(message, 0, SIZE);
    assertThat(budget.take(Spool.MEMORY)).isFalse();
    spool.close();
    spool.close();
    assertThat(budget.take(Spool.MEMORY + 1L)).isFalse();
    assertThat(budget.take(Spool.MEMORY)).isTrue();
  }

  @Test
  void countsLines() throws IOException {
    try (Spool spool = spool()) {
      spool.append("a\nb\n\n".getBytes(StandardCharsets.US_ASCII), 0, 5);
      assertThat(spool.lines()).isEqualTo(3);
      assertThat(spool.wireSize()).isEqualTo(8);
    }
  }
}
