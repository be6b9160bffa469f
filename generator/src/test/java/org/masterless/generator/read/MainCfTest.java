package org.masterless.generator.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainCfTest {
  private final Problems problems = new Problems();

  private Parameters read(String text) {
    return Reading.main(text, problems);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "queue_directory=/a b",
        "queue_directory = /a b",
        "queue_directory\t=\t/a b  \r\n",
        "queue_directory =\n  /a b\n",
        "queue_directory = /a\n# comment\n\n b\n",
        "queue_directory\n = /a b",
        "queue_directory =\u000b/a b\f\n",
      })
  void blanksAroundNameAndValueMeanNothing(String text) {
    assertThat(read(text).get("queue_directory")).isEqualTo("/a b");
    assertThat(problems.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a #b", "\"/a\"", "a=b", "'x", "#", "a,b"})
  void anythingElseIsText(String value) {
    assertThat(read("queue_directory = " + value).get("queue_directory")).isEqualTo(value);
  }

  @Test
  void anEmptyValueIsSetAndEmpty() {
    Parameters parameters = read("queue_directory =\n");
    assertThat(parameters.isSet("queue_directory")).isTrue();
    assertThat(parameters.get("queue_directory")).isEmpty();
  }

  @Test
  void namesAreCaseSensitive() {
    assertThat(read("Queue_Directory = /a").get("queue_directory")).isEqualTo("/var/spool/postfix");
  }

  @Test
  void theLastOfSeveralWinsWithAWarning() {
    assertThat(read("mail_owner = a\nx = y\nmail_owner = b\n").get("mail_owner")).isEqualTo("b");
    assertThat(Reading.strings(problems))
        .containsExactly(
            "main.cf:3:1: warning: parameter \"mail_owner\" is set twice, first at main.cf:1:1;"
                + " using the last value");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "queue_directory /a|missing \"=\" after parameter name \"queue_directory\"",
        "queue directory = /a|missing \"=\" after parameter name \"queue\"",
        "= /a|missing parameter name before \"=\"",
        "queue_directory|missing \"=\" after parameter name \"queue_directory\"",
      })
  void aBadLineCostsThatLineOnly(String line, String why) {
    assertThat(read("mail_owner = a\n" + line + "\nsetgid_group = b").get("setgid_group"))
        .isEqualTo("b");
    assertThat(Reading.strings(problems))
        .containsExactly(
            "main.cf:2:1: error: "
                + why
                + "; ignoring this line, but Postfix's programs refuse to start with it");
  }

  @Test
  void aFirstLineThatStartsWithWhiteSpaceIsDropped() {
    assertThat(read("  x\n y\nmail_owner = a").get("mail_owner")).isEqualTo("a");
    assertThat(problems.all()).hasSize(1);
  }

  @Test
  void everySettingKnowsItsPlace() {
    Parameters parameters = read("# top\nb = 1\na\n  = 2\n");
    assertThat(parameters.names()).containsExactly("b", "a");
    assertThat(parameters.placeOf("a")).contains(new Place("main.cf", 3, 1));
    assertThat(parameters.raw("a")).contains("2");
    assertThat(parameters.placeOf("c")).isEmpty();
    assertThat(parameters.raw("c")).isEmpty();
  }

  @Test
  void problemsComeInTheOrderOfTheFile() {
    read("a = 1\nbad\na = 2\n c\0d\n= x\n");
    assertThat(problems.all())
        .hasSize(4)
        .isSortedAccordingTo((x, y) -> x.place().compareTo(y.place()));
  }
}
