package org.masterless.generator.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceOptionsTest {
  private final Problems problems = new Problems();

  private Optional<ServiceOptions> options(String words) {
    MasterCf.Defaults defaults = MasterCf.Defaults.ofServicesCf(Services.read(""));
    List<Entry> entries =
        AllEntries.of("services.cf", "x unix - - n - - /bin/x " + words + "\n", defaults, problems);
    return ServiceOptions.of(entries.get(0), problems);
  }

  private String why(String words) {
    assertThat(options(words)).isEmpty();
    return String.join("\n", Reading.strings(problems));
  }

  @Test
  void whatFollowsTheOptionsIsTheProgramsOwn() {
    ServiceOptions options = options("-o user=joe -o { group = a b } -v -o accept=yes").get();

    assertThat(options.get(ServiceOption.USER)).isEqualTo("joe");
    assertThat(options.get(ServiceOption.GROUP)).isEqualTo("a b");
    assertThat(options.has(ServiceOption.ACCEPT)).isFalse();
    assertThat(options.arguments()).containsExactly("-v", "-o", "accept=yes");
    assertThat(options.placeOf(ServiceOption.USER)).hasToString("services.cf:1:28");
  }

  @Test
  void twoDashesAreTheProgramsToo() {
    assertThat(options("-o user=joe -- /bin/y -o x").get().arguments())
        .containsExactly("--", "/bin/y", "-o", "x");
  }

  @Test
  void allThatAreWrongAreTold() {
    assertThat(why("-o colour=red -o user -o group=a -o group=b -o"))
        .contains("services.cf:1:28: error: unknown option \"colour\"; ignoring this entry")
        .contains(":42: error: missing \"=\" after parameter name \"user\" in option -o")
        .contains("option \"group\" is given twice, first at services.cf:1:50")
        .contains("missing value after -o");
  }
}
