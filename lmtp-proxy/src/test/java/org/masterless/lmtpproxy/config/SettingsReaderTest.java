package org.masterless.lmtpproxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
  @TempDir private Path folder;

  private static SettingsReader.Reading read(String text) {
    return SettingsReader.read("x.conf", text, List.of("mx.example.org", "mx"));
  }

  @Test
  void anEmptyFileGivesTheDefaults() {
    SettingsReader.Reading reading = read("");

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.settings().service())
        .isEqualTo(
            new Settings.Service(
                "mx.example.org",
                100,
                1000,
                100L << 20,
                Duration.ofMinutes(5),
                Duration.ofHours(1),
                Path.of("/var/tmp")));
    assertThat(reading.settings().addresses().localDomains())
        .containsExactlyInAnyOrder("localhost", "mx.example.org", "mx");
  }

  @Test
  void whatIsWrittenCounts() {
    Settings settings =
        read("[service]\nsize = 2K\nsessions=7\n; a comment\n[addresses]\n delimiter = +-\n"
                + "local_domains = A.example, b.example\n[xclient]\ntrusted = unix 192.0.2.0/24")
            .settings();

    assertThat(settings.service().size()).isEqualTo(2048);
    assertThat(settings.service().sessions()).isEqualTo(7);
    assertThat(settings.addresses().delimiters()).isEqualTo("+-");
    assertThat(settings.addresses().localDomains()).containsExactly("a.example", "b.example");
    assertThat(settings.trusted())
        .anyMatch(network -> network.has(new InetSocketAddress("192.0.2.77", 1)))
        .noneMatch(network -> network.has(new InetSocketAddress("192.0.3.77", 1)));
  }

  @Test
  void aFileThatMayBeAbsentIsAbsentOnlyIfItIsNotThere() throws IOException {
    Files.createFile(folder.resolve("file"));
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
    Files.createSymbolicLink(folder.resolve("circle"), folder.resolve("circle"));

    assertThat(SettingsReader.read(folder.resolve("none"), true).problems()).isEmpty();
    assertThat(SettingsReader.read(folder.resolve("none"), false).problems()).hasSize(1);
    for (String name : List.of("file/x.conf", "link", "circle/x.conf", ".")) {
      Path file = folder.resolve(name);
      assertThat(SettingsReader.read(file, true).problems())
          .extracting(Problem::toString)
          .as(name)
          .singleElement()
          .asString()
          .startsWith(file + ":1:1: error: can't be read: ");
    }
  }

  @Test
  void domainsAreLoweredAsFarAsTheyAreAscii() {
    Settings settings = read("[addresses]\nlocal_domains = B\u00c3\u009cCHER.example").settings();

    assertThat(settings.addresses().localDomains()).containsExactly("b\u00c3\u009ccher.example");
  }

  @Test
  void aPathIsOfUtf8AndHasNoNul() {
    String path = "/srv/K\u00c3\u00bcche/lmtp";
    for (String key :
        List.of("[relay]\nto = unix:", "[relay]\nlookup = ", "[delivery]\nsocket = ")) {
      assertThat(read(key + path).problems()).isEmpty();
      for (String bad : List.of("/a\0b", "/K\u00fcche", "/" + "x".repeat(107))) {
        assertThat(read(key + bad).problems())
            .extracting(Problem::toString)
            .as(key + bad)
            .singleElement()
            .asString()
            .startsWith(
                "x.conf:2:" + (key.indexOf('=') - key.indexOf('\n') + 2) + ": error: bad value ");
      }
    }
    assertThat(read("[relay]\nto = unix:" + path).settings().relay().target())
        .isEqualTo(new Settings.Target.To(new Endpoint.Unix(Path.of("/srv/K\u00fcche/lmtp"))));
  }

  @Test
  void theFolderForMessagesHasToBeThere() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(read("[service]\nspool = " + folder).problems()).isEmpty();
    for (Path bad : List.of(file, folder.resolve("none"))) {
      assertThat(read("[service]\nspool = " + bad).problems())
          .extracting(Problem::toString)
          .containsExactly(
              "x.conf:2:9: error: bad value \""
                  + bad
                  + "\" for key \"spool\": expected a folder that can be written to");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"+", "+-", "-_=", "#", "!$%&'*/?^`{|}~.", "none"})
  void delimitersAreWhatAnAddressCanHaveWithoutQuotes(String good) {
    assertThat(read("[addresses]\ndelimiter = " + good).problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+ ; or - too",
        "+ -",
        "+\t-",
        "o",
        "5",
        "+@",
        "+,",
        "\"+\"",
        "\\",
        "+\u00c3\u00a9",
        "+\0-",
        "no"
      })
  void noOthersAreDelimiters(String bad) {
    assertThat(read("[addresses]\ndelimiter = " + bad).problems())
        .extracting(Problem::toString)
        .containsExactly(
            "x.conf:2:13: error: bad value \""
                + bad
                + "\" for key \"delimiter\": expected none, or characters that addresses have"
                + " without quotes, but no letters or digits");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[service]~sise = 1|2:1: error: unknown key \"sise\" in section \"service\"",
        "~[servis]~size = 1|2:1: error: unknown section \"servis\"",
        "[service]~  size = x|2:10: error: bad value \"x\" for key \"size\": expected a number of bytes, with K, M or G behind it",
        "[service]~sessions = 0|2:12: error: bad value \"0\" for key \"sessions\": expected a number from 1 to 1000",
        "[service]~size = 1~size = 2|3:1: error: key \"size\" is given twice",
        "[service]~spool = tmp|2:9: error: bad value \"tmp\" for key \"spool\": expected an absolute path",
        "[relay]~to = unix:x|2:6: error: bad value \"unix:x\" for key \"to\": expected unix:/path of 107 bytes at most, or inet:host:port",
        "[xclient]~trusted = 1.2.3.4/33|2:11: error: bad value \"1.2.3.4/33\" for key \"trusted\": expected unix, addresses or networks",
        "[service]~idle = 5w|2:8: error: bad value \"5w\" for key \"idle\": expected a time from 1s to 10000d, in s, m, h or d",
        "[service]~idle = 200000d|2:8: error: bad value \"200000d\" for key \"idle\": expected a time from 1s to 10000d, in s, m, h or d",
        "[relay]~timeout = 1000000000|2:11: error: bad value \"1000000000\" for key \"timeout\": expected a time from 1s to 10000d, in s, m, h or d",
        "[relay]~to = unix:|2:6: error: bad value \"unix:\" for key \"to\": expected unix:/path of 107 bytes at most, or inet:host:port",
        "~[ service ]~sise = 1|3:1: error: unknown key \"sise\" in section \"service\"",
        "~[ servis ]~size = 1|2:1: error: unknown section \"servis\"",
        "[service~size = 1|1:1: error: expected [section] or key = value",
        "size = 1|1:1: error: expected [section] or key = value",
      })
  void aMistakeIsNamedWithItsPlace(String text, String problem) {
    assertThat(read(text.replace('~', '\n')).problems())
        .extracting(Problem::toString)
        .containsExactly("x.conf:" + problem);
  }

  @Test
  void allMistakesAreNamedInTheOrderOfTheFile() {
    assertThat(
            read("""
                    [xclient]
                    trusted = here
                      nothing
                    [service]
                    idle = 0
                    size = 1
                    sise = 1
                    [relay
                    to = nowhere
                    [delivery]
                    processes = no
                    =
                    """)
                .problems())
        .extracting(Problem::toString)
        .containsExactly(
            "x.conf:2:11: error: bad value \"here\" for key \"trusted\": expected unix, addresses or"
                + " networks",
            "x.conf:3:3: error: unknown key \"nothing\" in section \"xclient\"",
            "x.conf:5:8: error: bad value \"0\" for key \"idle\": expected a time from 1s to 10000d,"
                + " in s, m, h or d",
            "x.conf:7:1: error: unknown key \"sise\" in section \"service\"",
            "x.conf:8:1: error: expected [section] or key = value",
            "x.conf:11:13: error: bad value \"no\" for key \"processes\": expected a number from 1 to"
                + " 100000",
            "x.conf:12:1: error: expected [section] or key = value");
  }

  /** 0x85 of UTF-8 is a line's end to some, but not in a file. */
  @Test
  void linesEndAsInAnyTextFile() {
    for (String end : List.of("\n", "\r\n", "\r")) {
      assertThat(read("[relay]" + end + "[service]" + end + "size = \u00c3\u0085" + end).problems())
          .extracting(Problem::toString)
          .singleElement()
          .asString()
          .startsWith("x.conf:3:8: error: bad value \"\u00c3\u0085\" for key \"size\"");
    }
  }

  @Test
  void ofWhatIsNoSuchFileAtAllTheBeginningIsNamed() {
    assertThat(read("=\n".repeat(100_000)).problems())
        .hasSize(100)
        .allMatch(problem -> problem.text().equals("expected [section] or key = value"));
  }

  @Test
  void whateverIsInTheFileHasItsPlaceInIt() {
    Random random = new Random();
    long seed = random.nextLong();
    random.setSeed(seed);
    List<String> words =
        List.of(
            "[",
            "]",
            "=",
            ":",
            "#",
            ";",
            "\\",
            " ",
            "\n",
            "\r",
            "\0",
            "\177",
            "\u0085",
            "\f",
            "service",
            "size",
            "[relay]\n",
            "to",
            "1",
            "\"",
            "{",
            "${x}",
            "\u00fe\u00ff");
    for (int i = 0; i < 5000; i++) {
      StringBuilder text = new StringBuilder();
      for (int left = random.nextInt(30); left > 0; left--) {
        text.append(words.get(random.nextInt(words.size())));
      }
      long lines = Math.max(1, text.toString().lines().count());
      assertThat(read(text.toString()).problems())
          .as("seed " + seed + ", file " + i)
          .allMatch(problem -> problem.line() >= 1 && problem.line() <= lines)
          .allMatch(problem -> problem.column() >= 1);
    }
  }
}
