package org.masterless.nativebuild;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a program left behind: its exit status, and standard output and error in one, as octets. */
record Run(int status, String output) {
  /** Runs a program with octets as arguments, in an environment of its own. */
  static Run of(Map<String, String> environment, Path program, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of("/bin/sh", "-c", shell(program, arguments)));
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    return new Run(process.waitFor(), output);
  }

  /** Through printf(1), because Java would recode arguments that aren't ASCII. */
  private static String shell(Path program, String... arguments) {
    StringBuilder command = new StringBuilder("exec ").append(program);
    for (String argument : arguments) {
      command.append(" \"$(printf '").append(escaped(argument)).append("')\"");
    }
    return command.toString();
  }

  private static String escaped(String octets) {
    return octets
        .chars()
        .mapToObj(octet -> "\\%03o".formatted(octet))
        .collect(Collectors.joining());
  }
}
