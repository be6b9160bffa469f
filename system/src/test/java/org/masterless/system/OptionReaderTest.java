package org.masterless.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.masterless.system.OptionReader.Options;
import org.masterless.system.OptionReader.UsageError;

class OptionReaderTest {
  private final OptionReader reader =
      new OptionReader("tea [OPTION...] CUP...", "tea(1)")
          .flag("milk", "with milk")
          .option("sugar", "N", "so many lumps");

  private static UsageError wrong(String text) {
    return new UsageError(text);
  }

  @Test
  void valuesComeAfterAnEqualsSignOrAsTheNextWord() {
    Options expected = new Options(Map.of("sugar", "2", "milk", ""), List.of("mug"));
    assertThat(reader.read(List.of("--sugar=2", "--milk", "mug"))).isEqualTo(expected);
    assertThat(reader.read(List.of("--sugar", "2", "--milk", "mug"))).isEqualTo(expected);
  }

  @Test
  void aValueMayBeEmptyOrLookLikeAnOption() {
    assertThat(reader.read(List.of("--sugar=", "--")))
        .isEqualTo(new Options(Map.of("sugar", ""), List.of()));
    assertThat(reader.read(List.of("--sugar", "--milk")))
        .isEqualTo(new Options(Map.of("sugar", "--milk"), List.of()));
    assertThat(reader.read(List.of("--sugar=a=b")))
        .isEqualTo(new Options(Map.of("sugar", "a=b"), List.of()));
  }

  @Test
  void twoHyphensOrTheFirstOperandEndTheOptions() {
    assertThat(reader.read(List.of("--", "--milk")))
        .isEqualTo(new Options(Map.of(), List.of("--milk")));
    assertThat(reader.read(List.of("mug", "--milk")))
        .isEqualTo(new Options(Map.of(), List.of("mug", "--milk")));
    assertThat(reader.read(List.of("-", ""))).isEqualTo(new Options(Map.of(), List.of("-", "")));
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThat(reader.read(List.of("--salt"))).isEqualTo(wrong("unknown option --salt"));
    assertThat(reader.read(List.of("--salt=1"))).isEqualTo(wrong("unknown option --salt"));
    assertThat(reader.read(List.of("-h"))).isEqualTo(wrong("unknown option -h"));
    assertThat(reader.read(List.of("--=1"))).isEqualTo(wrong("unknown option --"));
    assertThat(reader.read(List.of("--milk=1"))).isEqualTo(wrong("option --milk takes no value"));
    assertThat(reader.read(List.of("--sugar"))).isEqualTo(wrong("option --sugar needs a value: N"));
    assertThat(reader.read(List.of("--milk", "--milk")))
        .isEqualTo(wrong("option --milk is given twice"));
  }

  @Test
  void theHelpIsTheTableThatIsRead() {
    assertThat(reader.help())
        .isEqualTo(
            """
            Usage: tea [OPTION...] CUP...

            Options:
              --help                  show this text and exit
              --version               show the version and exit
              --milk                  with milk
              --sugar N               so many lumps

            See the tea(1) man page for details.
            """);
  }
}
