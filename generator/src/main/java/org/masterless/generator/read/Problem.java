package org.masterless.generator.read;

/**
 * Something in the input that is wrong, where, and what was done about it.
 *
 * @param text what is wrong, then "; " and what was done: {@code bad value "yes" for field
 *     "chroot": expected y, n or -; ignoring this entry}
 */
public record Problem(Place place, Severity severity, String text) {
  /** An error costs the entry or parameter it is about; a warning costs nothing. */
  public enum Severity {
    WARNING("warning"),
    ERROR("error");

    private final String word;

    Severity(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  public static Problem error(Place place, String text) {
    return new Problem(place, Severity.ERROR, text);
  }

  public static Problem warning(Place place, String text) {
    return new Problem(place, Severity.WARNING, text);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  @Override
  public String toString() {
    return Printable.of(place + ": " + severity.word() + ": " + text);
  }
}
