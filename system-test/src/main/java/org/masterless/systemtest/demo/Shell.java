package org.masterless.systemtest.demo;

import org.masterless.systemtest.Machine;

/** Root's shell on the machine, in which what is typed and what comes of it can be seen. */
record Shell(Screen screen, Machine machine) {
  /** Types a command that has to succeed. */
  void run(String command) {
    screen.typed(command);
    screen.block(machine.sh("{ " + command + "; } 2>&1").ok().out());
  }
}
