package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The manual pages as they are installed, against the programs as they are installed. */
class ManPagesTest {
  private static final Path PAGES = Places.stage().resolve("usr/share/man");

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(PAGES)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static Set<String> all(String text, String pattern) {
    return Pattern.compile(pattern, Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void thePagesAreThere() throws IOException {
    assertThat(pages())
        .extracting(page -> page.getFileName().toString())
        .containsExactlyInAnyOrder(
            "masterless.7",
            "masterless-security.7",
            "masterless.instances.5",
            "masterless.services.5",
            "masterless-apply.8",
            "masterless-generator.8",
            "masterless-lmtp-deliver.8",
            "masterless-lmtp-proxy.8",
            "masterless-lmtp-proxy.conf.5",
            "masterless-standin.8",
            "masterless-supervise.8");
  }

  @Test
  void theyAreGoodMdoc() throws IOException {
    boolean isThere = Host.run("sh", "-c", "command -v mandoc").exit() == 0;
    assumeTrue(isThere, "mandoc isn't installed, which make tools does");
    for (Path page : pages()) {
      assertThat(Host.run("mandoc", "-Tlint", "-W", "warning", page.toString()).out()).isEmpty();
    }
  }

  @Test
  void theyReferToPagesOfOursThatExist() throws IOException {
    for (Path page : pages()) {
      for (String reference : all(Files.readString(page), "Xr masterless\\S* [0-9]")) {
        String[] words = reference.split(" ", -1);
        assertThat(PAGES.resolve("man" + words[2]).resolve(words[1] + "." + words[2])).exists();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "usr/lib/systemd/system-generators/masterless-generator, masterless-generator.8",
    "usr/lib/masterless/apply, masterless-apply.8",
    "usr/lib/masterless/lmtp-proxy, masterless-lmtp-proxy.8",
    "usr/lib/masterless/supervise, masterless-supervise.8",
    "usr/lib/masterless/standin, masterless-standin.8",
    "usr/lib/masterless/lmtp-deliver, masterless-lmtp-deliver.8",
  })
  void aPageHasTheOptionsOfItsProgramAndNoOthers(String program, String page) throws IOException {
    String help = Host.run(Places.stage().resolve(program).toString(), "--help").ok().out();
    String text = Files.readString(PAGES.resolve("man8").resolve(page));

    assertThat(all(text, "(?<=^\\.It Fl -)[a-z0-9-]+"))
        .isEqualTo(all(help, "(?<=^  --)[a-z0-9-]+"))
        .contains("help", "version");
    assertThat(help).contains("See the " + page.replace(".8", "(8)") + " man page");
  }
}
