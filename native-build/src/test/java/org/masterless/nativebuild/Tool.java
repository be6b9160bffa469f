package org.masterless.nativebuild;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/** A call of the command, with what it said. */
record Tool(int status, String output) {
  static Tool build(Path classes, Path output, String flavours, String programs) {
    return call(
        "--classpath=" + classes,
        "--output=" + output,
        "--flavours=" + flavours,
        "--programs=" + programs);
  }

  static Tool call(String... arguments) {
    StringWriter said = new StringWriter();
    PrintWriter printer = new PrintWriter(said, true);
    int status = NativeBuild.run(printer, printer, arguments);
    return new Tool(status, said.toString());
  }
}
