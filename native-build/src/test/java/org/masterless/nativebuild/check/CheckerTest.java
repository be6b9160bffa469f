package org.masterless.nativebuild.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masterless.nativebuild.TestCompiler;

/** One bad class for each rule of the native subset, and what the rules have to let pass. */
class CheckerTest {
  private static final String IMPORTS =
      "import org.teavm.interop.*; import org.teavm.interop.c.*; import java.util.*; import java.util.function.*; ";

  @TempDir Path folder;

  @Test
  void anExceptionHandlerIsNamedWhereItCatches() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  static int run(String text) {
                    try {
                      return Integer.parseInt(text);
                    } catch (NumberFormatException e) {
                      return 0;
                    }
                  }
                }
                """))
        .containsExactly(
            "org.masterless.sample.Sample.run(Sample.java:5): try: exception handlers are miscompiled;"
                + " return errors as values"
                + " (only main may hold try { run(); } catch (Throwable t) { die(t); })");
  }

  @Test
  void finallyIsAnExceptionHandler() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  static int count;
                  static void run() {
                    try {
                      Sample.step();
                    } finally {
                      count++;
                    }
                  }
                  static void step() {}
                }
                """))
        .singleElement()
        .asString()
        .startsWith("org.masterless.sample.Sample.run(Sample.java:7): try: ");
  }

  @Test
  void theOutermostHandlerOfMainMayCallOneMethod() throws IOException {
    assertThat(problems(mainWith("run();", "die(t);"))).isEmpty();
  }

  @Test
  void theOutermostHandlerOfMainMayNotDoMore() throws IOException {
    assertThat(problems(mainWith("run(); run();", "die(t);"))).hasSize(1);
    assertThat(problems(mainWith("run();", "run(); die(t);"))).hasSize(1);
    assertThat(problems(mainWith("int x = 1; run();", "die(t);"))).hasSize(1);
  }

  @Test
  void throwIsRefused() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  static void run() {
                    throw new IllegalStateException();
                  }
                }
                """))
        .containsExactly(
            "org.masterless.sample.Sample.run(Sample.java:3): throw: exceptions are miscompiled; return errors as values");
  }

  @Test
  void throwingWhatWasCaughtElsewhereIsRefusedToo() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  static void run(RuntimeException e) {
                    throw e;
                  }
                }
                """))
        .hasSize(1);
  }

  @Test
  void assertIsAThrow() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  static void run(int x) {
                    assert x > 0;
                  }
                }
                """))
        .singleElement()
        .asString()
        .startsWith("org.masterless.sample.Sample.run(Sample.java:3): throw: ");
  }

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
  void anAddressNeverBecomesAnObject() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  Object kept;
                  record Holder(Address at) {}
                  void list(List<Address> list, Address a) {
                    list.add(a);
                  }
                  Address back(List<Address> list) {
                    return list.get(0);
                  }
                  Object field(Address a) {
                    kept = a;
                    return kept;
                  }
                  Object result(Address a) {
                    return a;
                  }
                  Address[] array() {
                    return new Address[1];
                  }
                  String text(Address a) {
                    return "at " + a;
                  }
                  int hash(Address a) {
                    return a.hashCode();
                  }
                  boolean test(Object o) {
                    return o instanceof Address;
                  }
                  ToIntFunction<Address> lambda() {
                    return x -> 1;
                  }
                  Holder holder(Address a) {
                    return new Holder(a);
                  }
                }
                """))
        .extracting(
            problem -> problem.substring(0, problem.indexOf(": address: an Address is no object")))
        .containsExactly(
            "org.masterless.sample.Sample.list(Sample.java:5)",
            "org.masterless.sample.Sample.back(Sample.java:8)",
            "org.masterless.sample.Sample.field(Sample.java:11)",
            "org.masterless.sample.Sample.result(Sample.java:15)",
            "org.masterless.sample.Sample.array(Sample.java:18)",
            "org.masterless.sample.Sample.text(Sample.java:21)",
            "org.masterless.sample.Sample.hash(Sample.java:24)",
            "org.masterless.sample.Sample.test(Sample.java:27)",
            "org.masterless.sample.Sample.lambda(Sample.java:30)",
            "org.masterless.sample.Sample$Holder.toString(Sample.java:3)",
            "org.masterless.sample.Sample$Holder.hashCode(Sample.java:3)",
            "org.masterless.sample.Sample$Holder.equals(Sample.java:3)");
  }

  @Test
  void theFullMessageOfAnAddressSaysWhatToDo() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  static Object run(Address a) {
                    return a;
                  }
                }
                """))
        .containsExactly(
            "org.masterless.sample.Sample.run(Sample.java:3): address: an Address is no object and crashes the"
                + " collector; keep it as a long, or in calloced memory");
  }

  @Test
  void structuresAreAddressesToo() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  static class Stat extends Structure {
                    int mode;
                  }
                  static int fine(Address a) {
                    Stat stat = a.toStructure();
                    return stat.mode;
                  }
                  static void bad(List<Stat> list, Address a) {
                    list.add(a.<Stat>toStructure());
                  }
                }
                """))
        .singleElement()
        .asString()
        .startsWith("org.masterless.sample.Sample.bad(Sample.java:10): address: ");
  }

  @Test
  void addressesOfDataAreWrittenInsideTheCall() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  @Import(name = "read") @Include("unistd.h") static native long read(int fd, Address to, long length);
                  static long fine(byte[] b, int from) {
                    return read(0, Address.ofData(b).add(from), b.length);
                  }
                  static long kept(byte[] b) {
                    Address to = Address.ofData(b).add(1);
                    return read(0, to, b.length);
                  }
                  static long number(byte[] b) {
                    return Address.ofData(b).toLong();
                  }
                  static long allocates(byte[] b) {
                    return read(0, Address.ofData(b), length(new int[3]));
                  }
                  static int length(int[] x) {
                    return x.length;
                  }
                }
                """))
        .containsExactly(
            "org.masterless.sample.Sample.kept(Sample.java:7): moving: Address.ofData is wrong after the next"
                + " allocation; write it inside the native's call, or calloc what stays",
            "org.masterless.sample.Sample.number(Sample.java:11): moving: Address.ofData is wrong after the next"
                + " allocation; write it inside the native's call, or calloc what stays",
            "org.masterless.sample.Sample.allocates(Sample.java:14): moving: what runs between Address.ofData and"
                + " the native may allocate and move the data; compute it before");
  }

  @Test
  void whatTheSubsetAllowsPasses() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  sealed interface Shape permits Square, Disc {}
                  record Square(int side) implements Shape {}
                  record Disc(int radius, String name) implements Shape {}
                  enum Colour { RED, GREEN }

                  static int area(Shape shape) {
                    return shape instanceof Square s ? s.side() * s.side() : ((Disc) shape).radius();
                  }
                  static int number(Colour colour) {
                    return switch (colour) {
                      case RED -> 1;
                      case GREEN -> 2;
                    };
                  }
                  static int keyword(String word) {
                    return switch (word) {
                      case "inet", "unix" -> 1;
                      default -> 0;
                    };
                  }
                  static String text(int n, Object o) {
                    String block = \"""
                        a text
                        block\""";
                    List<String> words = new ArrayList<>(List.of("b", "a"));
                    words.sort(Comparator.comparing(String::length).thenComparing(w -> w + n));
                    Supplier<String> late = () -> block + n + o;
                    return late.get() + words;
                  }
                }
                """))
        .isEmpty();
  }

  @Test
  void onlyReachableClassesAreChecked() throws IOException {
    TestCompiler.compile(
        "Sample",
        """
        class Sample {
          static class Unused {
            static void bad() { throw new IllegalStateException(); }
          }
          static class Used {
            static void bad() { throw new IllegalStateException(); }
          }
          public static void main(String[] args) {
            Used.bad();
          }
        }
        """,
        folder);
    ReachableClasses reachable =
        ReachableClasses.from("org.masterless.sample.Sample", TestCompiler.classesBelow(folder));
    assertThat(Checker.check(reachable))
        .extracting(Problem::where)
        .containsExactly("org.masterless.sample.Sample$Used.bad(Sample.java:6)");
  }

  private static String mainWith(String body, String handler) {
    return """
        class Sample {
          public static void main(String[] args) {
            try { %s } catch (Throwable t) { %s }
          }
          static void run() {}
          static void die(Throwable t) {}
        }
        """
        .formatted(body, handler);
  }

  /** The problems of a class and all its nested ones. */
  private List<String> problems(String source) throws IOException {
    TestCompiler.compile("Sample", IMPORTS + source, folder);
    ReachableClasses classes =
        ReachableClasses.from("org.masterless.sample.Sample", TestCompiler.classesBelow(folder));
    return Checker.check(classes).stream().map(Problem::toString).toList();
  }
}
