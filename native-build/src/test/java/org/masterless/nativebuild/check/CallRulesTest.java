package org.masterless.nativebuild.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * What may be called, and with what: members of the JDK, natives, and {@code main} by the system.
 */
class CallRulesTest extends CheckedSample {
  @Test
  void mainLeavesItsParameterAlone() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  public static void main(String[] args) {
                    int count = args.length;
                  }
                }
                """))
        .containsExactly(
            "org.masterless.sample.Sample.main(Sample.java:3): argv: main's parameter is empty;"
                + " read argv through system/");
  }

  @Test
  void deniedMembersOfTheJdkAreNamedWithWhatToUseInstead() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  static void run(byte[] bytes) {
                    String home = System.getenv("HOME");
                    System.out.println(home);
                    String text = new String(bytes);
                    IntSupplier reader = new java.io.ByteArrayInputStream(bytes)::read;
                  }
                }
                """))
        .containsExactly(
            "org.masterless.sample.Sample.run(Sample.java:3): call: java.lang.System.getenv can't be used here;"
                + " instead: system/ for environment, output and exit",
            "org.masterless.sample.Sample.run(Sample.java:4): call: java.lang.System.out can't be used here;"
                + " instead: system/ for environment, output and exit",
            "org.masterless.sample.Sample.run(Sample.java:4): call: java.io.PrintStream.println can't be used here;"
                + " instead: descriptors of system/",
            "org.masterless.sample.Sample.run(Sample.java:5): call: java.lang.String.<init> can't be used here;"
                + " instead: org.masterless.system.Octets: TeaVM's UTF-8 decoder accepts overlong forms",
            "org.masterless.sample.Sample.run(Sample.java:6): call: java.io.ByteArrayInputStream.<init> can't be"
                + " used here; instead: descriptors of system/",
            "org.masterless.sample.Sample.run(Sample.java:6): call: java.io.ByteArrayInputStream.read can't be"
                + " used here; instead: descriptors of system/");
  }

  @Test
  void whatTheTableAllowsAgainPasses() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  static byte[] run(String text, byte[] into) {
                    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
                    System.arraycopy(bytes, 0, into, 0, bytes.length);
                    return bytes;
                  }
                }
                """))
        .isEmpty();
  }

  @Test
  void formatsHoldNoPercentN() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  static String run() {
                    return String.format("%d%n", 1) + "100%nothing";
                  }
                  static String fine() {
                    return "%n";
                  }
                }
                """))
        .containsExactly(
            "org.masterless.sample.Sample.run(Sample.java:3): format: %n doesn't work; write \\n");
  }

  @Test
  void nativesTakeNoStrings() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  static native int open(String path, int flags);
                }
                """))
        .containsExactly(
            "org.masterless.sample.Sample.open(Sample.java): native: a String goes through the locale on its way"
                + " to C; pass a NUL-terminated byte array");
  }

  @Test
  void twoWrappedNativesInOneExpressionAreRefused() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  @Variable @Import(name = "O_TMPFILE") @Include("fcntl.h") static native int tmpfile();
                  @Import(name = "pipe") @Include("unistd.h") static native int pipe(int[] into);
                  @Import(name = "getpid") @Include("unistd.h") static native int getpid();
                  static int bad(int[] into) {
                    return tmpfile() + 1 | pipe(into);
                  }
                  static int fine(int[] into) {
                    int flag = tmpfile() + getpid();
                    return flag | pipe(into);
                  }
                }
                """))
        .containsExactly(
            "org.masterless.sample.Sample.bad(Sample.java:6): native: two natives with @Variable or array"
                + " parameters in one expression share a temporary; put the first result into a variable");
  }

  @Test
  void whatTeavmShiftsByAWholeWordIsDenied() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  static int run(java.util.BitSet set) {
                    set.clear(32);
                    return Integer.rotateLeft(1, 32);
                  }
                }
                """))
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains("Sample.java:3", "BitSet.clear"))
        .anySatisfy(line -> assertThat(line).contains("Sample.java:4", "Integer.rotateLeft"));
  }
}
