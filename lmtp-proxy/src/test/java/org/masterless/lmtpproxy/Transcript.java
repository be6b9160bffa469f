package org.masterless.lmtpproxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.masterless.system.Octets;

/**
 * A session as a file:
 *
 * <pre>
 * # a comment
 * = [service]          a line of configuration
 * C: LHLO c            what the client sends, and CRLF
 * C- Subj\x00\n        what the client sends, with escapes and nothing behind it
 * S: 250 2.1.0 OK      what the server answers; ID stands for any id, ... for anything
 * D: alice Subject: x\n  what must have been delivered by the end, in this order for each user
 * ! together           not to be run with everything in one write, as answers decide what is sent
 * </pre>
 */
record Transcript(String name, List<Step> steps, List<String> configuration, boolean isStrict) {
  /** One line. */
  record Step(char who, String text) {
    byte[] bytes() {
      return Octets.bytes(text);
    }
  }

  static Stream<Transcript> all() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/transcripts"))) {
      return files.sorted().map(Transcript::read).toList().stream();
    }
  }

  private static Transcript read(Path file) {
    try {
      List<Step> steps = new ArrayList<>();
      List<String> configuration = new ArrayList<>();
      boolean isStrict = false;
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        String text = line.length() < 3 ? "" : line.substring(3);
        switch (line.isEmpty() ? "#" : line.substring(0, 2)) {
          case "C:" -> steps.add(new Step('C', text + "\r\n"));
          case "C-" -> steps.add(new Step('C', unescaped(text)));
          case "S:" -> steps.add(new Step('S', text));
          case "D:" -> steps.add(new Step('D', unescaped(text)));
          case "= " -> configuration.add(line.substring(2));
          case "! " -> isStrict = true;
          case "# ", "#" -> {}
          default -> throw new IllegalArgumentException(file + ": " + line);
        }
      }
      return new Transcript(
          file.getFileName().toString().replace(".txt", ""), steps, configuration, isStrict);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String unescaped(String text) {
    Matcher escape = Pattern.compile("\\\\(x([0-9a-f]{2})|.)").matcher(text);
    return escape.replaceAll(found -> Matcher.quoteReplacement(meaning(found.group(1))));
  }

  private static String meaning(String escape) {
    return switch (escape.charAt(0)) {
      case 'r' -> "\r";
      case 'n' -> "\n";
      case 'x' -> "" + (char) Integer.parseInt(escape.substring(1), 16);
      default -> escape;
    };
  }

  List<String> expected() {
    return steps.stream().filter(step -> step.who() == 'S').map(Step::text).toList();
  }

  List<String> deliveries() {
    return steps.stream().filter(step -> step.who() == 'D').map(Step::text).toList();
  }

  byte[] sent() {
    StringBuilder all = new StringBuilder();
    steps.stream().filter(step -> step.who() == 'C').forEach(step -> all.append(step.text()));
    return Octets.bytes(all.toString());
  }

  static boolean matches(String expected, String line) {
    String pattern =
        Pattern.quote(expected)
            .replace(" ID", " \\E[0-9a-z]+\\.[0-9a-z.]+\\Q")
            .replace("...", "\\E.*\\Q");
    return line.matches(pattern);
  }

  @Override
  public String toString() {
    return name;
  }
}
