package org.masterless.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a developer wants to see of a machine on which a test failed. */
record Examination(String test, Machine machine) {

  /** Keeps the findings in a folder and names it; with {@code -Dmachine.keep}, waits there. */
  void report(Throwable failure) {
    Path folder = Places.evidence().resolve(test + "-" + machine.release());
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("console"), machine.console());
      save(folder, "journal", "journalctl --no-pager -o short-precise");
      save(folder, "units", "find /run/systemd/generator* -type f -exec tail -v -n +1 {} +");
      save(folder, "links", "find /run/systemd/generator* -type l -printf '%p -> %l\\n'");
      save(folder, "status", "systemctl --no-pager --full status 'postfix*' 'masterless*'");
      save(folder, "failed", "systemctl --no-pager --failed");
      save(folder, "processes", "ps -eo pid,ppid,user,unit,args --forest");
      save(folder, "queue", "postqueue -p");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (AssertionError e) {
      System.err.println("the machine tells no more: " + e.getMessage());
    }
    System.err.printf(
        "%s failed on %s: %s%n  journal, units and console are in %s%n",
        test, machine.release(), failure.getMessage(), folder);
    Keep.afterFailure(machine);
  }

  private void save(Path folder, String name, String script) throws IOException {
    Result result = machine.sh(script);
    Files.writeString(folder.resolve(name), result.out() + result.err());
  }
}
