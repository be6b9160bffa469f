package org.masterless.generator.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row was seen with {@code postconf -x} of Postfix 3.7. */
class ExpansionTest {
  private static final Map<String, String> VALUES =
      Map.of("a", "1", "empty", "", "refers", "$empty", "b_2", "x$a", "c_d", "$c_d", "l1", "3.9");

  private static Parsed<String> expand(String text) {
    return Expansion.expand(text, name -> Parsed.good(VALUES.getOrDefault(name, "")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "``|``",
        "plain|plain",
        "$a|1",
        "${a}|1",
        "$(a)|1",
        "${ a }|1",
        "<$a/$b_2>|<1/x1>",
        "$nosuch|``",
        "$1a${2}|``",
        "$a$a.$a-|11.1-",
        "${a?v}|v",
        "${a:v}|``",
        "${nosuch?v}|``",
        "${nosuch:v}|v",
        "${empty:x}|x",
        "${refers?v}|v",
        "$(a?x)|x",
        "${a?{x}:{y}}|x",
        "${empty?{x}:{y}}|y",
        "${a?{x}}|x",
        "${empty?{x}}|``",
        "${a?{x}:y}|x",
        "${empty?{x}:y}|y",
        "${a ? {x} : {y}}|x",
        "<${a?{ x }}>|< x >",
        "<${a ? x }>|< x >",
        "${a?x:y}|x:y",
        "${a??foo:{b}ar}|?foo:{b}ar",
        "${?x}|``",
        "${:x}|x",
        "x${a?{${a?{$a$a}}}}|x11",
        "${a?{x}}}|x}",
        "${{1} == {1} ? {yes} : {no}}|yes",
        "${{1} != {1} ? {yes} : {no}}|no",
        "${{ 1 } == {1} ? {yes} : {no}}|no",
        "${ {1}=={1}? {t}:{f}}|t",
        "${{9} < {10} ? {yes} : {no}}|yes",
        "${{010} == {10}?{y}:{n}}|y",
        "${{b9} < {b10}?{yes}:{no}}|no",
        "${{-1} < {1}?{yes}:{no}}|yes",
        "${{a} >= {b}?{yes}:{no}}|no",
        "${{b} > {a}?{yes}:{no}}|yes",
        "${{b} <= {a}?{yes}:{no}}|no",
        "${{a} == {a}}|true",
        "${{a} == {b}}|``",
        "${{} == {}?yes:no}|yes:no",
        "${{$a} == {1}?{$b_2}:{no}}|x1",
        "${{a} == {b}:{no}}|no",
        "${{3.9} <level {3.10}?{yes}:{no}}|yes",
        "${{ 3.9} <level {3.10}?{yes}:{no}}|yes",
        "${{$l1} >=level {3}?{yes}:{no}}|yes",
        "${{3.9} < {3.10}?{yes}:{no}}|no",
        "${{3} ==level {3.0.0}?{yes}:{no}}|yes",
        "$$|$",
        "$$a$$$a|$a$1",
        "${empty?{x$}:{ok}}|ok",
        "a#b #c|a#b #c",
        "\"q\"|\"q\"",
      })
  void goodForms(String text, String value) {
    assertThat(expand(text)).isEqualTo(Parsed.good(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/a$/b|\"$\" without a parameter name in \"/a$/b\"",
        "/a$|\"$\" without a parameter name in \"/a$\"",
        "${}|\"$\" without a parameter name in \"${}\"",
        "${a-b}|bad parameter name \"a-b\"",
        "${$a}|bad parameter name \"$a\"",
        "${a b}|bad parameter name \"a b\"",
        "${a|missing \"}\" in \"${a\"",
        "$(a|missing \")\" in \"$(a\"",
        "${a?{x}|missing \"}\" in \"${a?{x}\"",
        "$(a?{x)|missing \"}\" in \"{x\"",
        "${a?{x} y}|expected \":\" after \"{x}\"",
        "${a:{x} y}|text after \"}\" in \"{x}y\"",
        "${empty:{x} y}|text after \"}\" in \"{x}y\"",
        "${a?{x}:{y}z}|text after \"}\" in \"{y}z\"",
        "${{a} = {b}}|expected ==, !=, <, <=, >= or > at \"= {b}\"",
        "${{a}}|expected ==, !=, <, <=, >= or > at \"\"",
        "${{a} == b}|expected \"{\" at \" b\"",
        "${{a} == {b} x}|expected \"?\" or \":\" at \"x\"",
        "${{a} == {$}}|\"$\" without a parameter name in \"$\"",
        "${{3.9 } <level {3.10}?{y}:{n}}|bad compatibility level \"3.9 \"",
        "${{3.9} <level {x}?{y}:{n}}|bad compatibility level \"x\"",
        "${{3.9} <foo {3.10}?{y}:{n}}|bad operator \"<foo\"",
        "${a?{x$}}|\"$\" without a parameter name in \"x$\"",
        "$c_d|\"c_d\" is nested too deep, or refers to itself",
        "${{$c_d} == {1}?{x}}|\"c_d\" is nested too deep, or refers to itself",
      })
  void badForms(String text, String why) {
    assertThat(expand(text)).isEqualTo(Parsed.bad(why));
  }

  @Test
  void oneHundredLevelsAreFine() {
    assertThat(chain(100)).isEqualTo(Parsed.good("end"));
    assertThat(chain(101)).isInstanceOf(Parsed.Bad.class);
  }

  /** A chain of {@code length} references. */
  private static Parsed<String> chain(int length) {
    return Expansion.expand(
        "$p1",
        name -> {
          int number = Integer.parseInt(name.substring(1));
          return Parsed.good(number == length ? "end" : "$p" + (number + 1));
        });
  }

  @Test
  void doublingsEndInAProblemAndNotInANight() {
    assertThat(doublings("x")).isEqualTo(Parsed.bad("the value is too long"));
    assertThat(doublings("")).isEqualTo(Parsed.bad("the value is too long"));
  }

  private static Parsed<String> doublings(String leaf) {
    return Expansion.expand(
        "$p",
        name -> {
          int length = name.length();
          return Parsed.good(length > 60 ? leaf : "$p" + name + "$p" + name);
        });
  }
}
