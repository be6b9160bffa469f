package org.masterless.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The two sizes of a test tagged "soak": short in {@code make check}, full in {@code make soak},
 * which prints a row for each.
 */
public final class Soak {
  private Soak() {}

  public static boolean isFull() {
    return Boolean.getBoolean("soak");
  }

  public static int size(int shortly, int fully) {
    return isFull() ? fully : shortly;
  }

  /** A row of the table: what was done, how much of it, and what came of it. */
  public static void report(String what, String howMuch, String result) {
    if (!isFull()) {
      return;
    }
    String row = "| " + what + " | " + howMuch + " | " + result + " |\n";
    try {
      Files.writeString(
          Path.of(System.getProperty("soak.table")),
          row,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
