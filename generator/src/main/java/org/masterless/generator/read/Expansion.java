package org.masterless.generator.read;

import java.util.function.Function;

/**
 * Puts values in the place of {@code $name} in a text: Postfix's mac_expand.c and mac_parse.c, with
 * all forms that postconf(5) has.
 *
 * <p>Values are expanded in turn, at use. Depth is limited as in Postfix; size and work are too, as
 * a chain of doublings needs little depth.
 */
final class Expansion {
  private static final int DEEPEST = 100;
  private static final int LONGEST = 1 << 18;
  private static final int MOST_STEPS = 20000;

  private final Function<String, Parsed<String>> values;
  private StringBuilder result = new StringBuilder();
  private String error = "";
  private int steps;
  private int appended;

  private Expansion(Function<String, Parsed<String>> values) {
    this.values = values;
  }

  /**
   * @param values the value of a parameter before expansion; empty for one that doesn't exist
   */
  static Parsed<String> expand(String text, Function<String, Parsed<String>> values) {
    Expansion expansion = new Expansion(values);
    expansion.expandText(text, 0);
    return expansion.failed()
        ? Parsed.bad(expansion.error)
        : Parsed.good(expansion.result.toString());
  }

  private boolean failed() {
    return !error.isEmpty();
  }

  /** The first error stands: what follows from it tells nobody anything. */
  private void fail(String why) {
    if (!failed()) {
      error = why;
    }
  }

  private void expandText(String text, int depth) {
    int at = 0;
    while (at < text.length() && !failed()) {
      int dollar = text.indexOf('$', at);
      literal(text.substring(at, dollar < 0 ? text.length() : dollar), depth);
      at = dollar < 0 ? text.length() : afterDollar(text, dollar + 1, depth);
    }
  }

  private void literal(String text, int depth) {
    if (!text.isEmpty() && enter(text, depth)) {
      result.append(text);
      appended += text.length();
    }
  }

  /** Handles what follows a {@code $} and answers where to go on. */
  private int afterDollar(String text, int at, int depth) {
    char next = at < text.length() ? text.charAt(at) : '\0';
    if (next == '$') {
      literal("$", depth);
      return at + 1;
    }
    int end = next == '{' || next == '(' ? closing(text, at) : nameEnd(text, at);
    if (end < 0) {
      fail("missing \"" + (next == '{' ? '}' : ')') + "\" in " + Quoted.of(text));
      return text.length();
    }
    boolean enclosed = next == '{' || next == '(';
    String body = enclosed ? text.substring(at + 1, end) : text.substring(at, end);
    if (body.isEmpty()) {
      fail("\"$\" without a parameter name in " + Quoted.of(text));
    } else {
      reference(body, depth);
    }
    return enclosed ? end + 1 : end;
  }

  /** Each kind of bracket counts its own kind only. */
  private static int closing(String text, int open) {
    char opening = text.charAt(open);
    char close = opening == '{' ? '}' : ')';
    int level = 0;
    for (int i = open; i < text.length(); i++) {
      if (text.charAt(i) == opening) {
        level++;
      } else if (text.charAt(i) == close && --level == 0) {
        return i;
      }
    }
    return -1;
  }

  private static int nameEnd(String text, int start) {
    int end = start;
    while (end < text.length() && Ascii.isNamePart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private boolean enter(String item, int depth) {
    steps++;
    if (depth > DEEPEST) {
      fail(Quoted.of(item) + " is nested too deep, or refers to itself");
    } else if (steps > MOST_STEPS || appended + item.length() > LONGEST) {
      fail("the value is too long");
    }
    return !failed();
  }

  private void reference(String body, int depth) {
    if (!enter(body, depth)) {
      return;
    }
    Cursor cursor = new Cursor(body);
    String value = cursor.skipToBrace() ? comparison(cursor, depth) : parameter(cursor, body);
    if (!failed()) {
      choose(cursor, value, depth);
    }
  }

  private String parameter(Cursor cursor, String body) {
    String name = cursor.name();
    String rest = cursor.rest();
    if (!rest.isEmpty() && rest.charAt(0) != '?' && rest.charAt(0) != ':') {
      fail("bad parameter name " + Quoted.of(body));
      return "";
    }
    return valueOf(values.apply(name));
  }

  private String comparison(Cursor cursor, int depth) {
    String left = valueOf(cursor.braced());
    String operator = cursor.operator();
    if (!failed() && !Comparison.isOperator(operator)) {
      fail("expected ==, !=, <, <=, >= or > at " + Quoted.of(operator + cursor.rest()));
    }
    String suffix = cursor.suffix();
    if (!failed() && !cursor.skipToBrace()) {
      fail("expected \"{\" at " + Quoted.of(cursor.rest()));
    }
    String right = failed() ? "" : valueOf(cursor.braced());
    return failed() ? "" : compare(left, operator, suffix, right, depth);
  }

  /** What holds is the word "true", what doesn't is empty, like a parameter's value. */
  private String compare(String left, String operator, String suffix, String right, int depth) {
    String a = aside(left, depth + 1);
    String b = aside(right, depth + 1);
    if (failed()) {
      return "";
    }
    Parsed<Boolean> outcome = Comparison.evaluate(a, operator, suffix, b);
    return valueOf(outcome.map(holds -> holds ? "true" : ""));
  }

  /** Expands an operand, which doesn't go into the result. */
  private String aside(String text, int depth) {
    StringBuilder outer = result;
    result = new StringBuilder();
    expandText(text, depth);
    String expanded = result.toString();
    result = outer;
    return expanded;
  }

  private void choose(Cursor cursor, String value, int depth) {
    String rest = cursor.rest();
    switch (cursor.take()) {
      case '\0' -> expandText(value, depth + 1);
      case '?' -> whenSet(cursor, value, depth);
      case ':' -> whenEmpty(cursor, value, depth);
      default -> fail("expected \"?\" or \":\" at " + Quoted.of(rest));
    }
  }

  private void whenSet(Cursor cursor, String value, int depth) {
    String text = valueOf(cursor.bracedOrRest());
    if (!value.isEmpty()) {
      expandText(text, depth + 1);
    }
    if (failed() || cursor.atEnd()) {
      return;
    }
    if (cursor.take() == ':') {
      whenEmpty(cursor, value, depth);
    } else {
      fail("expected \":\" after " + Quoted.of("{" + text + "}"));
    }
  }

  private void whenEmpty(Cursor cursor, String value, int depth) {
    String text = valueOf(cursor.bracedOrRest());
    if (value.isEmpty()) {
      expandText(text, depth + 1);
    }
    if (!cursor.atEnd()) {
      fail("text after \"}\" in " + Quoted.of("{" + text + "}" + cursor.rest()));
    }
  }

  private String valueOf(Parsed<String> parsed) {
    if (parsed instanceof Parsed.Good<String> good) {
      return good.value();
    }
    fail(((Parsed.Bad<String>) parsed).why());
    return "";
  }
}
