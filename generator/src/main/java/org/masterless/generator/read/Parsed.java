package org.masterless.generator.read;

import java.util.function.Function;

/** What came out of reading a text: a value, or why there is none. */
public sealed interface Parsed<T> {
  record Good<T>(T value) implements Parsed<T> {}

  /**
   * No value.
   *
   * @param why what is wrong, without place and without what was done about it
   */
  record Bad<T>(String why) implements Parsed<T> {}

  /** The value turned into another; what is bad stays bad. */
  default <R> Parsed<R> map(Function<T, R> function) {
    return this instanceof Good<T> good
        ? good(function.apply(good.value()))
        : bad(((Bad<T>) this).why());
  }

  static <T> Parsed<T> good(T value) {
    return new Good<>(value);
  }

  static <T> Parsed<T> bad(String why) {
    return new Bad<>(why);
  }
}
