package org.masterless.generator.read;

/** Puts a piece of the input into a message: in quotes, short, and {@link Printable}. */
final class Quoted {
  private static final int LONGEST = 60;

  private Quoted() {}

  static String of(String text) {
    return text.length() > LONGEST
        ? "\"" + Printable.of(text.substring(0, LONGEST)) + "...\""
        : "\"" + Printable.of(text) + "\"";
  }
}
