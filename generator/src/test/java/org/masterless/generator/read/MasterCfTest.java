package org.masterless.generator.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields of an entry, as master(8) was seen to read them. */
class MasterCfTest {
  private static Entry entry(String text) {
    return Reading.master(text).only();
  }

  @Test
  void allEightFieldsAreRead() {
    Entry entry = entry("other fifo n n y 60? 5 sub/prog -v\n");
    assertThat(entry)
        .isEqualTo(
            new Entry(
                new Place("master.cf", 1, 1),
                "other",
                ServiceType.FIFO,
                false,
                false,
                true,
                new Wakeup(60, true),
                5,
                false,
                "sub/prog",
                List.of("-v"),
                List.of(new Place("master.cf", 1, 33))));
  }

  @Test
  void aDashMeansTheDefault() {
    Entry entry = entry("x unix - - - - - prog\n");
    assertThat(entry.hidden()).isTrue();
    assertThat(entry.unprivileged()).isTrue();
    assertThat(entry.chroot()).isFalse();
    assertThat(entry.wakeup()).isEqualTo(Wakeup.NEVER);
    assertThat(entry.processLimit()).isEqualTo(100);
    assertThat(entry.processLimitIsDefault()).isTrue();
  }

  @Test
  void belowCompatibilityLevelOneTheChrootDefaultIsYes() {
    Parameters parameters = Reading.main("default_process_limit = 7", new Problems());
    MasterCf.Defaults defaults = MasterCf.Defaults.of(parameters, Services.read(""));
    Entry entry = Reading.master("x unix - - - - - prog", defaults).only();
    assertThat(entry.chroot()).isTrue();
    assertThat(entry.processLimit()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "3.6", "3.10.1"})
  void fromCompatibilityLevelOneOnItIsNo(String level) {
    Parameters parameters = Reading.main("compatibility_level=" + level, new Problems());
    assertThat(MasterCf.Defaults.of(parameters, Services.read("")).chroot()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"inet", "unix", "fifo", "pass", "unix-dgram"})
  void thereAreFiveTypes(String type) {
    assertThat(entry("smtp " + type + " n - - - - x").type().word()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x UNIX - - - - - p|3|bad value \"UNIX\" for field \"type\": expected inet, unix, fifo, pass"
            + " or unix-dgram",
        "x - - - - - - p|3|bad value \"-\" for field \"type\": expected inet, unix, fifo, pass or"
            + " unix-dgram",
        "x unix yes - - - - p|8|bad value \"yes\" for field \"private\": expected y, n or -",
        "x unix - no - - - p|10|bad value \"no\" for field \"unprivileged\": expected y, n or -",
        "x unix - - 0 - - p|12|bad value \"0\" for field \"chroot\": expected y, n or -",
        "x unix - - Y - - p|12|bad value \"Y\" for field \"chroot\": expected y, n or -",
        "x unix - - - -5 - p|14|bad value \"-5\" for field \"wakeup\": expected a number of seconds,"
            + " the same with ?, or -",
        "x unix - - - ? - p|14|bad value \"?\" for field \"wakeup\": expected a number of seconds,"
            + " the same with ?, or -",
        "x unix - - - x - p|14|bad value \"x\" for field \"wakeup\": expected a number of seconds,"
            + " the same with ?, or -",
        "x unix - - - -? - p|14|bad value \"-?\" for field \"wakeup\": expected a number of seconds,"
            + " the same with ?, or -",
        "x unix - - - 60x - p|14|bad value \"60x\" for field \"wakeup\": expected a number of"
            + " seconds, the same with ?, or - (master would take it for 60)",
        "x unix - - - 60x? - p|14|bad value \"60x?\" for field \"wakeup\": expected a number of"
            + " seconds, the same with ?, or - (master would take it for 60)",
        "x unix - - - 60?? - p|14|bad value \"60??\" for field \"wakeup\": expected a number of"
            + " seconds, the same with ?, or - (master would take it for 60)",
        "x unix - - - 5m - p|14|bad value \"5m\" for field \"wakeup\": expected a number of"
            + " seconds, the same with ?, or - (master would take it for 5)",
        "x unix - - - - -1 p|16|bad value \"-1\" for field \"maxproc\": expected a number, 0 for no"
            + " limit, or -",
        "x unix - - - - 1x p|16|bad value \"1x\" for field \"maxproc\": expected a number, 0 for no"
            + " limit, or - (master would take it for 1)",
        "x unix - - - - ? p|16|bad value \"?\" for field \"maxproc\": expected a number, 0 for no"
            + " limit, or -",
        "x unix - - - - 2147483648 p|16|bad value \"2147483648\" for field \"maxproc\": expected a"
            + " number, 0 for no limit, or -",
        "x unix - - - - 99999999999 p|16|bad value \"99999999999\" for field \"maxproc\": expected a"
            + " number, 0 for no limit, or - (master would take it for 1215752191)",
        "x unix - - - - - -|18|bad value \"-\" for field \"command\": expected the name of a program",
      })
  void aBadFieldIsNamedWithItsPlace(String line, int column, String problem) {
    Reading reading = Reading.master(line);
    assertThat(reading.entries()).isEmpty();
    assertThat(reading.problems())
        .containsExactly("master.cf:1:" + column + ": error: " + problem + "; ignoring this entry");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x|type|2",
        "x unix|private|7",
        "x unix -|unprivileged|9",
        "x unix - -|chroot|11",
        "x unix - - -|wakeup|13",
        "x unix - - - -|maxproc|15",
        "x unix - - - - -|command|17",
      })
  void aMissingFieldIsNamed(String line, String field, int column) {
    assertThat(Reading.master(line + "  \r\n").problems())
        .containsExactly(
            "master.cf:1:"
                + column
                + ": error: missing field \""
                + field
                + "\"; ignoring this entry");
  }

  @ParameterizedTest
  @CsvSource({
    "60,60,false",
    "60?,60,true",
    "0?,0,true",
    "010,10,false",
    "2147483647,2147483647,false"
  })
  void wakeupIsANumberThatMayHaveAQuestionMark(String field, int seconds, boolean onceUsed) {
    assertThat(entry("x unix - - - " + field + " - p").wakeup())
        .isEqualTo(new Wakeup(seconds, onceUsed));
  }

  @Test
  void aQuestionMarkApartIsTheNextField() {
    assertThat(Reading.master("x unix - - - 60 ? p").problems())
        .hasSize(1)
        .allMatch(problem -> problem.contains("field \"maxproc\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "y"})
  void anInetServiceCannotBePrivate(String field) {
    assertThat(Reading.master("smtp inet " + field + " - - - - smtpd").problems())
        .containsExactly(
            "master.cf:1:11: error: inet service cannot be private: expected n in this field;"
                + " ignoring this entry");
  }

  @Test
  void allBadFieldsOfAnEntryAreReported() {
    assertThat(Reading.master("nosuch inet - maybe - 1m 1m -").problems())
        .hasSize(6)
        .allMatch(problem -> problem.endsWith("; ignoring this entry"));
  }

  @Test
  void aBadEntryCostsNoOther() {
    Reading reading = Reading.master("a unix - - - - - p\nb unix\nc unix - - - - - p\n");
    assertThat(reading.services()).containsExactly("a", "c");
    assertThat(reading.problems()).hasSize(1);
  }

  @Test
  void theLineOfAProblemIsTheOneThatHoldsTheField() {
    assertThat(Reading.master("# top\nx unix - -\n# in between\n   maybe - - p\n").problems())
        .containsExactly(
            "master.cf:4:4: error: bad value \"maybe\" for field \"chroot\": expected y, n or -;"
                + " ignoring this entry");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u000b", "\f"})
  void verticalTabAndFormFeedSeparateNothing(String character) {
    String line = "x" + character + "unix" + character + "- - - - - p\n";
    Reading reading = Reading.master(line + "y unix - - - - - p");
    assertThat(reading.services()).containsExactly("y");
    assertThat(reading.problems()).hasSize(1);
  }

  @Test
  void blankTabAndCarriageReturnSeparateFields() {
    assertThat(entry("x\tunix \r-\t\t-\r- - - p\r\n").command()).isEqualTo("p");
  }

  @Test
  void bracesMeanNothingInTheCommand() {
    Entry entry = entry("x unix - - - - - {dump} a");
    assertThat(entry.command()).isEqualTo("{dump}");
    assertThat(entry.arguments()).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-", ".", ":", "@", "a.b", "aa/bb", "../x", "\u00c3\u00a9", "!x", "[y]", "{z"})
  void aUnixServiceMayBeCalledAnything(String name) {
    assertThat(entry(name + " unix - - - - - p").service()).isEqualTo(name);
  }

  @Test
  void aNulInArgumentsCutsThem() {
    Reading reading = Reading.master("x unix - - - - - p a\0b c\n d\n");
    assertThat(reading.entries().get(0).arguments()).containsExactly("a");
    assertThat(reading.problems())
        .containsExactly(
            "master.cf:1:21: warning: NUL byte; ignoring the rest of this line and the lines that"
                + " continue it");
  }

  @Test
  void aNulAtTheStartOfALineLeavesNothing() {
    assertThat(Reading.master("\0x unix - - - - - p").problems()).hasSize(1);
  }

  @Test
  void aDatagramServiceIsNeverWoken() {
    Reading reading = Reading.master("x unix-dgram n - - 60 1 p");
    assertThat(reading.entries().get(0).wakeup()).isEqualTo(Wakeup.NEVER);
    assertThat(reading.problems())
        .containsExactly(
            "master.cf:1:20: warning: a unix-dgram service cannot be woken; ignoring field"
                + " \"wakeup\"");
  }

  @Test
  void problemsOfOneEntryComeInTheOrderOfItsFields() {
    assertThat(Reading.master("x unix - y x 1m 1m local {a b}c\n").problems())
        .isSortedAccordingTo((a, b) -> Integer.compare(column(a), column(b)));
  }

  private static int column(String problem) {
    return Integer.parseInt(problem.split(":", -1)[2]);
  }
}
