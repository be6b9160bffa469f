package org.masterless.system;

import java.util.List;

/**
 * The native self-test of this package: every call to the kernel once as it should go, and once in
 * its error case.
 *
 * <p>{@code self-test all DIR} works in the empty folder DIR; the other words are what it starts
 * itself with, as a child.
 */
public final class SelfTest {
  private SelfTest() {}

  public static void main(String[] unused) {
    List<String> words = Arguments.ofProgram();
    Checks checks = new Checks();
    String what = words.isEmpty() ? "" : words.get(0);
    switch (what) {
      case "all" -> all(checks, words.size() > 1 ? words.get(1) : "");
      case "words" -> words(checks, words);
      case "exit" -> Kernel.processes().exit(Numbers.parse(words.get(1), 255));
      case "inherited" -> ProcessChecks.inherited(checks);
      case "filtered" -> ConfinementChecks.filtered(checks);
      case "scoped" -> ConfinementChecks.scoped(checks);
      case "restricted" -> ConfinementChecks.restricted(checks);
      case "signals-itself" -> ConfinementChecks.signalsOnlyItself(checks);
      case "blind" -> IdentityChecks.blind(checks);
      case "dropped" -> IdentityChecks.dropped(checks);
      default -> checks.isTrue("known word " + what, false);
    }
    Kernel.processes().exit(checks.status());
  }

  private static void all(Checks checks, String folder) {
    FileChecks.run(checks, folder);
    FolderChecks.run(checks, folder);
    DescriptorChecks.run(checks);
    SocketChecks.run(checks, folder);
    SignalChecks.run(checks);
    ProcessChecks.run(checks);
    IdentityChecks.run(checks);
    ConfinementChecks.run(checks);
    clock(checks);
    checks.print("ok all of it");
  }

  private static void clock(Checks checks) {
    long before = Kernel.clock().microseconds();
    Kernel.descriptors().poll(new PollSet(), 20);
    long passed = Kernel.clock().microseconds() - before;
    checks.atLeast("time passes", passed, 20_000);
    checks.atLeast("but not too fast", -passed, -10_000_000);
    checks.atLeast("it is later than 2020", Kernel.clock().sinceEpoch(), 1_577_836_800_000_000L);
    checks.equal(
        "milliseconds are thousands of microseconds",
        Kernel.clock().milliseconds() / 1000,
        Kernel.clock().microseconds() / 1_000_000);
  }

  /** argv and environment in hexadecimal digits, since any byte may be in them. */
  private static void words(Checks checks, List<String> words) {
    for (String word : words) {
      checks.print("argument " + hexadecimal(word));
    }
    Environment environment = Environment.ofProgram();
    checks.print("environment " + hexadecimal(environment.get("ODD").orElse("none")));
    checks.isTrue("no variable of a name that is only begun", environment.get("OD").isEmpty());
  }

  private static String hexadecimal(String text) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      digits.append("0123456789abcdef".charAt(text.charAt(i) >> 4 & 15));
      digits.append("0123456789abcdef".charAt(text.charAt(i) & 15));
    }
    return digits.toString();
  }
}
