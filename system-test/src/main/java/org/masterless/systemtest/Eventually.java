package org.masterless.systemtest;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what takes a moment, and says what was waited for when it doesn't come. */
public final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private Eventually() {}

  /** Waits up to 30 seconds until the condition holds. */
  public static void eventually(String what, BooleanSupplier condition) {
    eventually(what, PATIENCE, condition);
  }

  /** Waits until the condition holds. */
  public static void eventually(String what, Duration patience, BooleanSupplier condition) {
    await(what, patience, () -> condition.getAsBoolean() ? "yes" : "no", "yes"::equals);
  }

  /** Waits up to 30 seconds for a value that is as wanted, and returns it. */
  public static <T> T await(String what, Supplier<T> value, Predicate<T> wanted) {
    return await(what, PATIENCE, value, wanted);
  }

  /** Waits for a value that is as wanted, and returns it; a failure shows the last one seen. */
  public static <T> T await(
      String what, Duration patience, Supplier<T> value, Predicate<T> wanted) {
    long deadline = System.nanoTime() + patience.toNanos();
    T last = value.get();
    while (!wanted.test(last)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "waited %d s for %s; last seen: %s".formatted(patience.toSeconds(), what, last));
      }
      pause();
      last = value.get();
    }
    return last;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting", e);
    }
  }
}
