package org.masterless.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The examples of masterless.services(5), for tests that do what the page says. */
record ServicesPage(String text) {
  private static final Pattern BLOCK = Pattern.compile("(?s)\\.Bd -literal[^\n]*\n(.*?)\\.Ed");

  static ServicesPage read() {
    try {
      return new ServicesPage(
          Files.readString(Places.repository().resolve("man/masterless.services.5")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The block with this number, from 0 on, in the section of this title. */
  String block(String title, int number) {
    String start = ".Ss " + title + "\n";
    int from = text.indexOf(start);
    if (from < 0) {
      throw new AssertionError("no section \"" + title + "\" in the page");
    }
    int next = text.indexOf("\n.S", from + start.length());
    List<String> blocks =
        BLOCK
            .matcher(text.substring(from, next))
            .results()
            .map((MatchResult block) -> block.group(1))
            .toList();
    return blocks.get(number);
  }

  /** What stands in the middle of a sentence and begins so, such as a setting. */
  String words(String beginning) {
    return Pattern.compile("(?m)^\\.Li (" + Pattern.quote(beginning) + ".*?)(?: [.,;])?$")
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no \"" + beginning + "\" in the page"));
  }
}
