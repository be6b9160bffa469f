package org.masterless.generator.read;

/**
 * Where something stands in a file, so that an admin finds it.
 *
 * @param file path as the admin knows it, without any {@code --root}
 * @param line physical line, from 1 on
 * @param column byte in that line, from 1 on
 */
public record Place(String file, int line, int column) implements Comparable<Place> {
  @Override
  public int compareTo(Place other) {
    int order = file.compareTo(other.file);
    if (order == 0) {
      order = Integer.compare(line, other.line);
    }
    return order == 0 ? Integer.compare(column, other.column) : order;
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
