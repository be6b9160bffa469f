package org.masterless.systemtest;

import java.util.concurrent.locks.LockSupport;

/** Boots a machine, writes its name, and then ends as the argument says, or never. */
final class BootAndEnd {
  private BootAndEnd() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) {
    Machine machine = Machine.boot(Release.BOOKWORM);
    Session inside = machine.start("sleep", "infinity");
    System.out.println(machine);
    switch (arguments[0]) {
      case "throw" -> throw new IllegalStateException("on purpose");
      case "exit" -> System.exit(3);
      case "halt" -> Runtime.getRuntime().halt(3);
      case "wait" -> {
        while (inside.running()) {
          LockSupport.parkNanos(Long.MAX_VALUE);
        }
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }
}
