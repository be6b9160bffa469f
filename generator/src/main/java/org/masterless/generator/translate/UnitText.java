package org.masterless.generator.translate;

import java.util.List;

/** Builds the text of a unit, so that the code that does reads like the unit. */
final class UnitText {
  /** As much as most services take. */
  private static final int USUAL_LENGTH = 4096;

  private static final int USUAL_LINE = 256;

  private final TextBuffer text = new TextBuffer(USUAL_LENGTH);

  /** A line for people. */
  UnitText comment(String comment) {
    text.append("# ").append(Quoting.oneLine(comment)).append("\n");
    return this;
  }

  UnitText section(String name) {
    text.append(name.equals("Unit") ? "" : "\n").append("[").append(name).append("]\n");
    return this;
  }

  /** Settings that are the same for every unit, as they stand in it. */
  UnitText lines(String settings) {
    text.append(settings);
    return this;
  }

  /** A setting whose value is the rest of the line. */
  UnitText set(String key, String value) {
    return raw(key, Quoting.line(value));
  }

  UnitText set(String key, int value) {
    return raw(key, Integer.toString(value));
  }

  /** The same, but no line at all where there is no value. */
  UnitText setIfAny(String key, String value) {
    return value.isEmpty() ? this : set(key, value);
  }

  /** A setting that is a list of words; no line where there are none. */
  UnitText words(String key, List<String> words) {
    if (words.isEmpty()) {
      return this;
    }
    TextBuffer list = new TextBuffer(USUAL_LINE);
    for (String word : words) {
      list.append(list.isEmpty() ? "" : " ").append(Quoting.listWord(word));
    }
    return raw(key, list.toString());
  }

  /** A setting that is a list of texts, which need not be printable. */
  UnitText texts(String key, List<String> texts) {
    return command(key, "", texts);
  }

  /**
   * A command line: {@code command} as it stands, prefix and specifiers included, then words that
   * reach the program byte for byte.
   */
  UnitText command(String key, String command, List<String> words) {
    TextBuffer line = new TextBuffer(USUAL_LINE).append(command);
    for (String word : words) {
      line.append(line.isEmpty() ? "" : " ").append(Quoting.execWord(word));
    }
    return raw(key, line.toString());
  }

  /** A setting that is already in systemd's own spelling. */
  UnitText raw(String key, String value) {
    text.append(key).append("=").append(Quoting.oneLine(value)).append("\n");
    return this;
  }

  String text() {
    return text.toString();
  }
}
