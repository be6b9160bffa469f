package org.masterless.system;

/** Says of each check of the self-test how it went, a line each. */
final class Checks {
  private boolean failed;

  void equal(String name, long actual, long expected) {
    say(name, actual == expected, "expected " + expected + ", got " + actual);
  }

  /** Descriptors, pids and counts. */
  void atLeast(String name, long actual, long least) {
    say(name, actual >= least, "expected " + least + " or more, got " + actual);
  }

  void equal(String name, String actual, String expected) {
    say(name, actual.equals(expected), "expected \"" + expected + "\", got \"" + actual + "\"");
  }

  void isTrue(String name, boolean isSo) {
    say(name, isSo, "it is not");
  }

  void skipped(String name, String reason) {
    print("skipped " + name + ": " + reason);
  }

  void print(String line) {
    Output.write(Kernel.files(), Output.STANDARD_OUTPUT, line + "\n");
  }

  /** The program's exit status. */
  int status() {
    return failed ? 1 : 0;
  }

  private void say(String name, boolean isOk, String detail) {
    print(isOk ? "ok " + name : "FAILED " + name + ": " + detail);
    failed = failed || !isOk;
  }
}
