package org.masterless.nativebuild.probe;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/**
 * Each part of the language that the subset allows, in a form that has to read the same on the JVM.
 */
public final class Features {
  private Features() {}

  private sealed interface Shape permits Square, Disc, Named {}

  private record Square(int side) implements Shape {}

  private record Disc(long radius) implements Shape {}

  private record Named(String name, List<Shape> parts) implements Shape {}

  private enum Colour {
    RED,
    GREEN
  }

  public static String run() {
    return records() + switches() + lambdas() + texts() + numbers();
  }

  private static String records() {
    Shape shape = new Named("pair", List.of(new Square(3), new Disc(4)));
    Shape same = new Named("pair", List.of(new Square(3), new Disc(4)));
    return shape
        + " "
        + shape.equals(same)
        + " "
        + (shape.hashCode() == same.hashCode())
        + " "
        + area(shape)
        + "\n";
  }

  private static long area(Shape shape) {
    if (shape instanceof Square square) {
      return (long) square.side() * square.side();
    }
    if (shape instanceof Named named) {
      return named.parts().stream().mapToLong(Features::area).sum();
    }
    return 3 * ((Disc) shape).radius();
  }

  private static String switches() {
    StringBuilder text = new StringBuilder();
    for (Colour colour : Colour.values()) {
      int number =
          switch (colour) {
            case RED -> 1;
            case GREEN -> 2;
          };
      text.append(colour)
          .append('=')
          .append(number)
          .append(' ')
          .append(type(colour + ""))
          .append('\n');
    }
    return text.toString();
  }

  private static String type(String word) {
    return switch (word) {
      case "RED", "BLUE" -> "cold or warm";
      default -> "neither";
    };
  }

  private static String lambdas() {
    int offset = 7;
    IntUnaryOperator twice = x -> 2 * x + offset;
    List<String> words = new ArrayList<>(List.of("pear", "fig", "apple"));
    words.sort(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()));
    Map<String, Integer> lengths = new TreeMap<>(Collections.reverseOrder());
    words.forEach(word -> lengths.put(word, twice.applyAsInt(word.length())));
    Deque<Integer> queue = new ArrayDeque<>(lengths.values());
    return words.stream().collect(Collectors.joining(",")) + lengths + queue.peekLast() + "\n";
  }

  private static String texts() {
    String block =
        """
        a "text"
          block\
        """;
    char[] letters = {'a', 'b'};
    return block
        + null
        + 'c'
        + 1.5
        + 2L
        + true
        + new String(letters)
        + "%05d|%s".formatted(42, "x")
        + "\n";
  }

  private static String numbers() {
    int wrapped = Integer.MAX_VALUE;
    wrapped++;
    return wrapped
        + " "
        + (Long.MIN_VALUE - 1)
        + " "
        + (-7 / 2)
        + " "
        + (-7 % 3)
        + " "
        + (-8 >>> 28)
        + "\n";
  }
}
