package org.masterless.generator.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** argv as master(8) was seen to build it from what stands after the command. */
class ArgumentsTest {
  private static final String FIELDS = "x unix - - - - - p ";

  private static List<String> arguments(String written) {
    return Reading.master(FIELDS + written).only().arguments();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ a b }|a b",
        "{{c}}|{c}",
        "{ {d} e }|{d} e",
        "{}|``",
        "{ }|``",
        "a={ x y }|a={ x y }",
        "{-}|-",
        "{ -o}|-o",
        "a}|a}",
        "}b|}b",
        "a}{b c}|a}{b c}",
        "a{b c}d|a{b c}d",
        "\\x|\\x",
        ",|,",
        ";|;",
        "$x|$x",
        "${y}|${y}",
        "$(z)|$(z)",
        "%n|%n",
        "#b|#b",
        "{ a = b  c }|a = b  c",
        "{\u000b a \f}|a",
        "a{b}|a{b}",
      })
  void oneWord(String written, String argument) {
    assertThat(arguments(written)).containsExactly(argument);
  }

  @Test
  void quotesMeanNothing() {
    assertThat(arguments("\"a b\" 'c d'")).containsExactly("\"a", "b\"", "'c", "d'");
  }

  @Test
  void emptyWordsInBracesAreKept() {
    assertThat(arguments("{} a {}")).containsExactly("", "a", "");
  }

  @Test
  void bracesHoldOverLines() {
    assertThat(arguments("{e\n  f} g")).containsExactly("e  f", "g");
  }

  @Test
  void theLongestCaseThatMasterWasSeenToRead() {
    String written =
        "\"a b\" 'c d' \\x $y ${z} $(q) #no , ;\n # c\n   more { lead and trail } a{b c}d { {n} }";
    assertThat(arguments(written))
        .containsExactly(
            "\"a",
            "b\"",
            "'c",
            "d'",
            "\\x",
            "$y",
            "${z}",
            "$(q)",
            "#no",
            ",",
            ";",
            "more",
            "lead and trail",
            "a{b c}d",
            "{n}");
  }

  @Test
  void overridesAreTwoWordsAsWritten() {
    assertThat(arguments("-o { a = b  c } -o x=$y {}"))
        .containsExactly("-o", "a = b  c", "-o", "x=$y", "");
  }

  @Test
  void everyArgumentKnowsItsPlace() {
    assertThat(Reading.master(FIELDS + "a { b }\n  c").only().argumentPlaces())
        .containsExactly(
            new Place("master.cf", 1, 20),
            new Place("master.cf", 1, 22),
            new Place("master.cf", 2, 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{a b", "{", "{{a}"})
  void aMissingBraceIsAProblem(String written) {
    assertThat(Reading.master(FIELDS + "ok " + written).problems())
        .containsExactly(
            "master.cf:1:23: error: missing \"}\" in \"" + written + "\"; ignoring this entry");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{a b}c", "{a}{b}", "{c}}"})
  void textAfterABraceIsAProblem(String written) {
    assertThat(Reading.master(FIELDS + written).problems())
        .containsExactly(
            "master.cf:1:20: error: text after \"}\" in \"" + written + "\"; ignoring this entry");
  }
}
