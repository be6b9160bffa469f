package org.masterless.generator.read;

/**
 * A place in the text between <code>${</code> and <code>}</code>, which moves from left to right.
 */
final class Cursor {
  private static final String OPERATOR_CHARACTERS = "<>!=?+-*/~&|%";

  private final String text;
  private int at;

  Cursor(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return at == text.length();
  }

  /** What is left, without moving. */
  String rest() {
    return text.substring(at);
  }

  /** The next character, and past it; NUL at the end, which no text here holds. */
  char take() {
    return atEnd() ? '\0' : text.charAt(at++);
  }

  /** Past blanks if a brace follows them. */
  boolean skipToBrace() {
    int brace = afterBlanks();
    if (brace == text.length() || text.charAt(brace) != '{') {
      return false;
    }
    at = brace;
    return true;
  }

  void skipBlanks() {
    at = afterBlanks();
  }

  /** What the braces here hold, as it is; past them and the blanks that follow. */
  Parsed<String> braced() {
    int close = Braces.close(text, at);
    if (close == Braces.UNCLOSED) {
      return Parsed.bad("missing \"}\" in " + Quoted.of(rest()));
    }
    String inside = text.substring(at + 1, close);
    at = close + 1;
    skipBlanks();
    return Parsed.good(inside);
  }

  /** As {@link #braced} if there are braces, else all that is left. */
  Parsed<String> bracedOrRest() {
    if (skipToBrace()) {
      return braced();
    }
    String rest = rest();
    at = text.length();
    return Parsed.good(rest);
  }

  /** The longest run of characters that operators are made of. */
  String operator() {
    int start = at;
    while (!atEnd() && OPERATOR_CHARACTERS.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return text.substring(start, at);
  }

  /** Letters and digits right here. */
  String suffix() {
    int start = at;
    while (!atEnd() && text.charAt(at) != '_' && Ascii.isNamePart(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  /** A parameter name; past it and the blanks around it. */
  String name() {
    skipBlanks();
    int start = at;
    while (!atEnd() && Ascii.isNamePart(text.charAt(at))) {
      at++;
    }
    String name = text.substring(start, at);
    skipBlanks();
    return name;
  }

  private int afterBlanks() {
    int next = at;
    while (next < text.length() && Ascii.isBlank(text.charAt(next))) {
      next++;
    }
    return next;
  }
}
