package org.masterless.generator.translate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          -n            | -n
          stress=       | stress=
          [::1]:25      | [::1]:25
          %n            | %%n
          ${recipient}  | ${recipient}
          ;             | ";"
          ``            | ""
          a  b          | "a  b"
          "a            | "\\"a"
          \\x           | "\\\\x"
          """)
  void writesExecWordsAsPlainlyAsSystemdLets(String word, String quoted) {
    assertThat(Quoting.execWord(word)).isEqualTo(quoted);
  }

  @Test
  void everyByteButNulReachesTheProgram() {
    StringBuilder all = new StringBuilder();
    for (char c = 1; c < 256; c++) {
      all.append(c);
      assertExecRoundTrip(List.of(String.valueOf(c)));
    }
    assertExecRoundTrip(List.of(all.toString()));
  }

  @Test
  void anyWordsReachTheProgramAsTheyAre() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      assertExecRoundTrip(words(random, 255));
    }
  }

  @Test
  void anyPathInAListIsReadAsItIs() {
    Random random = new Random(2);
    for (int i = 0; i < 20_000; i++) {
      List<String> words = words(random, '~' - ' ');
      words.replaceAll(QuotingTest::printable);
      assertThat(SystemdUnquoting.listWords(join(words, false))).isEqualTo(words);
    }
  }

  /** systemd drops a whole line that isn't UTF-8, and a backslash at its end joins the next. */
  private static void assertExecRoundTrip(List<String> words) {
    String line = join(words, true);
    assertThat(line).matches("[ -~]*").doesNotEndWith("\\");
    assertThat(SystemdUnquoting.execWords(line)).isEqualTo(words);
  }

  private static String join(List<String> words, boolean exec) {
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      line.append(' ').append(exec ? Quoting.execWord(word) : Quoting.listWord(word));
    }
    return line.toString();
  }

  private static List<String> words(Random random, int highest) {
    List<String> words = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      StringBuilder word = new StringBuilder();
      for (int k = random.nextInt(6); k > 0; k--) {
        boolean special = random.nextBoolean();
        word.append(
            special
                ? "\\\"'%$; {}x7".charAt(random.nextInt(11))
                : (char) (1 + random.nextInt(highest)));
      }
      words.add(word.toString());
    }
    return words;
  }

  private static String printable(String word) {
    return "/" + word.replaceAll("[^ -~]", "z");
  }
}
