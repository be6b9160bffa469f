package org.masterless.nativebuild.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Single instructions that do something else in C. */
class InstructionRulesTest extends CheckedSample {
  @Test
  void synchronizedIsNamedOnce() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  void run() {
                    synchronized (this) {
                      step();
                    }
                  }
                  synchronized void step() {
                    hashCode();
                  }
                }
                """))
        .containsExactly(
            "org.masterless.sample.Sample.run(Sample.java:3): synchronized: native programs have a single thread;"
                + " leave it out",
            "org.masterless.sample.Sample.step(Sample.java:8): synchronized: native programs have a single thread;"
                + " leave it out");
  }

  @Test
  void arraysOfSeveralDimensionsAreRefused() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  static byte[][] rows() {
                    return new byte[2][3];
                  }
                  static byte[][] fine() {
                    return new byte[2][];
                  }
                }
                """))
        .containsExactly(
            "org.masterless.sample.Sample.rows(Sample.java:3): array: new X[a][b] crashes in the collector;"
                + " make new X[a][] and allocate the rows in a loop");
  }

  @Test
  void shiftsByAVariableHaveToBeMasked() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  static int run(int x, int n) {
                    int fine = (x << 3) + (x >> (n & 31));
                    return fine >>> n;
                  }
                  static long run(long x, int n) {
                    x <<= n;
                    return x << (n & 63);
                  }
                }
                """))
        .containsExactly(
            "org.masterless.sample.Sample.run(Sample.java:4): shift: a variable distance isn't masked in C;"
                + " write & 31, or & 63 for a long",
            "org.masterless.sample.Sample.run(Sample.java:7): shift: a variable distance isn't masked in C;"
                + " write & 31, or & 63 for a long");
  }

  @Test
  void floatingPointNumbersDontBecomeIntegers() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  static int run(double x) {
                    return (int) x;
                  }
                }
                """))
        .containsExactly(
            "org.masterless.sample.Sample.run(Sample.java:3): float: conversion to an integer is undefined in C;"
                + " count in integers");
  }
}
