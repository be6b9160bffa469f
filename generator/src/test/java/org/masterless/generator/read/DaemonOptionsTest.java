package org.masterless.generator.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaemonOptionsTest {
  private final Problems problems = new Problems();

  private DaemonOptions read(String arguments) {
    Entry entry = Reading.master("x unix - - - - - p " + arguments).only();
    return DaemonOptions.of(entry, problems);
  }

  private static List<String> settings(DaemonOptions options) {
    List<String> settings = new ArrayList<>();
    for (Setting setting : options.settings()) {
      settings.add(setting.name() + "=" + setting.value());
    }
    return settings;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-o name=value|name=value",
        "-oname=value|name=value",
        "-o {name = v w}|name=v w",
        "-o { name = }|name=",
        "-o name=a=b|name=a=b",
        "-vo name=value|name=value",
        "-v -v -o name=value|name=value",
        "-i 5 -o name=value|name=value",
        "-s 2 -o name=value x|name=value",
      })
  void overridesInAllTheirForms(String arguments, String setting) {
    assertThat(settings(read(arguments))).containsExactly(setting);
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void overridesKeepTheirOrder() {
    assertThat(settings(read("-o b=1 -o a=2 -o b=3"))).containsExactly("b=1", "a=2", "b=3");
  }

  @ParameterizedTest
  @CsvSource({
    "flags=DRhu -o a=b",
    "-- -o a=b",
    "- -o a=b",
    "{} -o a=b",
  })
  void optionsEndAtTheFirstOperand(String arguments) {
    DaemonOptions options = read(arguments);
    assertThat(options.settings()).isEmpty();
    assertThat(options.operands()).contains("-o", "a=b").doesNotContain("--");
  }

  @Test
  void lettersAreKnownAlsoInClusters() {
    DaemonOptions options = read("-vuc -D -ox=c z");
    assertThat(options.letters()).containsExactly('v', 'u', 'c', 'D', 'o');
    assertThat(options.has('u')).isTrue();
    assertThat(options.has('z')).isFalse();
    assertThat(options.operands()).containsExactly("z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-v -o|master.cf:1:23: warning: missing value after -o",
        "-o name|master.cf:1:23: warning: missing \"=\" after parameter name \"name\" in option -o",
        "-o =x|master.cf:1:23: warning: missing parameter name before \"=\" in option -o",
      })
  void whatTheDaemonWillRefuseIsWarnedAbout(String arguments, String problem) {
    assertThat(read(arguments).settings()).isEmpty();
    assertThat(Reading.strings(problems)).containsExactly(problem + "; the program will not start");
  }
}
