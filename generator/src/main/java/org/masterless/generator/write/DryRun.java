package org.masterless.generator.write;

import org.masterless.generator.translate.Generated;
import org.masterless.system.Errno;
import org.masterless.system.Files;
import org.masterless.system.Output;

/** Shows on standard output what would be written, each file under a line with its name. */
public final class DryRun implements UnitSink {
  private final Files files;

  public DryRun(Files files) {
    this.files = files;
  }

  @Override
  public String put(Generated generated) {
    String text = "---" + generated.path() + "---\n" + content(generated) + "\n";
    int answer = Output.write(files, Output.STANDARD_OUTPUT, text);
    return answer < 0 ? "can't write to standard output: " + Errno.message(answer) : "";
  }

  private static String content(Generated generated) {
    if (generated instanceof Generated.Unit unit) {
      return unit.text();
    }
    if (generated instanceof Generated.DropIn dropIn) {
      return dropIn.text();
    }
    return generated instanceof Generated.Link link ? "-> " + link.target() + "\n" : "";
  }
}
