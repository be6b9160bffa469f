package org.masterless.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What masterless-security(7) says that a hacked daemon can do: one list of what each can, and a
 * table of what its program can besides. {@code *} there is any text.
 */
record SecurityPage(List<String> everybody, Map<String, List<String>> programs) {
  private static final Pattern EVERYBODY = Pattern.compile("^\\.It Ic (.+)$");
  private static final Pattern PROGRAM = Pattern.compile("^\\.It Cm (\\S+) Ta (.+) Ta (.+)$");
  private static final String QUEUE = "/var/spool/postfix";
  private static final String DATA = "/var/lib/postfix";

  static SecurityPage read() {
    List<String> everybody = new ArrayList<>();
    Map<String, List<String>> programs = new TreeMap<>();
    try {
      for (String line :
          Files.readAllLines(Places.repository().resolve("man/masterless-security.7"))) {
        var general = EVERYBODY.matcher(line);
        var program = PROGRAM.matcher(line);
        if (general.matches()) {
          everybody.add(general.group(1));
        } else if (program.matches()) {
          List<String> can = new ArrayList<>();
          words(program.group(2)).forEach(word -> can.add("write " + path(word)));
          words(program.group(3)).forEach(word -> can.add("connect " + word));
          programs.put(program.group(1), can);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SecurityPage(everybody, programs);
  }

  private static Stream<String> words(String column) {
    return Stream.of(column.split(" ")).filter(word -> !word.equals("-"));
  }

  /** Files in a folder that it may write, it may write too. */
  private static String path(String word) {
    return word.equals("DATA") ? DATA : QUEUE + "/" + word;
  }

  /** Whether a success of a daemon of this program is on the page. */
  boolean tells(String program, String success) {
    return Stream.concat(
            everybody.stream().map(row -> expand(program, row)),
            programs.getOrDefault(program, List.of()).stream())
        .anyMatch(row -> matches(row, success));
  }

  /** Whether a {@code row} of the page means this success. */
  static boolean matches(String row, String success) {
    String pattern = Pattern.quote(row).replace("*", "\\E.*\\Q");
    String below = row.startsWith("write ") ? "(/.*)?" : "";
    return success.matches(pattern + below);
  }

  private static String expand(String program, String row) {
    return row.replace("QUEUE", QUEUE).replace("PROGRAM", "/usr/lib/postfix/sbin/" + program);
  }
}
