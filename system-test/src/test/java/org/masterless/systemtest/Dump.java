package org.masterless.systemtest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one process of dump.c saw of itself, by key. */
record Dump(Map<String, String> values) {
  private static final Pattern WORD = Pattern.compile("<(.*?)>(?= <|$)");

  Dump {
    values = Map.copyOf(values);
  }

  static Dump parse(String text) {
    return new Dump(
        text.lines()
            .map(line -> line.split("\t", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> a + b)));
  }

  /** Which entry of master.cf it runs for, as in {@code smtp/inet}. */
  String service() {
    List<String> words = words(values.getOrDefault("argv", ""));
    String command = words.get(0).substring(words.get(0).lastIndexOf('/') + 1);
    String name = words.contains("-n") ? words.get(words.indexOf("-n") + 1) : command;
    return name.replace("\\134", "\\") + "/" + words.get(words.indexOf("-t") + 1);
  }

  int generation() {
    return Integer.parseInt(values.getOrDefault("environment GENERATION", "0"), 8);
  }

  /** Every key of either. */
  static Stream<String> keys(Dump one, Dump other) {
    Map<String, String> all = new TreeMap<>(one.values);
    all.putAll(other.values);
    return all.keySet().stream();
  }

  /** A value, or "(none)". */
  String get(String key) {
    return values.getOrDefault(key, "(none)");
  }

  /** The words of an {@code argv}. */
  static List<String> words(String argv) {
    return WORD.matcher(argv).results().map(match -> match.group(1)).toList();
  }

  @Override
  public String toString() {
    return values.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining("\n"));
  }
}
