package org.masterless.generator.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogicalLinesTest {
  private final Problems problems = new Problems();

  private List<String> read(String text) {
    List<String> texts = new ArrayList<>();
    LogicalLines lines = new LogicalLines("f", text, problems);
    for (var line = lines.next(); line.isPresent(); line = lines.next()) {
      texts.add(line.get().text());
    }
    return texts;
  }

  @Test
  void eachLineIsOneOfItsOwn() {
    assertThat(read("a b\nc\n")).containsExactly("a b", "c");
    assertThat(problems.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", "\n\n", "# comment\n", "  # comment\n", " \t\r\u000b\f\n", "\r\n"})
  void emptyLinesAndCommentsAreNothing(String text) {
    assertThat(read(text)).isEmpty();
    assertThat(problems.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\t", "\r", "\u000b", "\f"})
  void whiteSpaceOfAnyKindContinuesALine(String space) {
    assertThat(read("a\n" + space + "b\n")).containsExactly("a" + space + "b");
  }

  @Test
  void theNewlineVanishesAndTheWhiteSpaceStays() {
    assertThat(read("{e\n  f}\n")).containsExactly("{e  f}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"#c\n", " #c\n", "\n", "   \n", "\r\n", "#c\n\n#d\n"})
  void commentsAndBlankLinesDoNotEndAnEntry(String between) {
    assertThat(read("a\n" + between + " b\nc\n")).containsExactly("a b", "c");
  }

  @Test
  void aCommentAfterTheLastContinuationBelongsToNothing() {
    assertThat(read("a\n b\n#c\nd\n")).containsExactly("a b", "d");
  }

  @Test
  void aHashLaterInALineIsText() {
    assertThat(read("a #b\n  c#d\n")).containsExactly("a #b  c#d");
  }

  @Test
  void theLastLineNeedsNoNewline() {
    assertThat(read("a\n b")).containsExactly("a b");
  }

  @Test
  void carriageReturnsAreKeptForTheWordsToSplitAt() {
    assertThat(read("a\r\n b\r\nc\r\n")).containsExactly("a\r b\r", "c\r");
  }

  @Test
  void bytesAbove127AreOrdinary() {
    assertThat(read("\u00e9\u00a0\n\u00a0x\n")).containsExactly("\u00e9\u00a0", "\u00a0x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"  a\n b\nc\n", "# x\n\n  a\n b\n#y\n d\nc\n", "\ta\nc\n"})
  void aFirstLineThatStartsWithWhiteSpaceIsDroppedWithItsContinuation(String text) {
    assertThat(read(text)).containsExactly("c");
    assertThat(problems.all()).hasSize(1);
    assertThat(problems.all().get(0).text())
        .isEqualTo(
            "the first entry must not start with white space; ignoring it and the lines that"
                + " continue it");
  }

  @Test
  void aNulCutsTheLogicalLineWithAWarning() {
    assertThat(read("a b\n c\0d\n e\nf\n")).containsExactly("a b c", "f");
    assertThat(Reading.strings(problems))
        .containsExactly(
            "f:2:3: warning: NUL byte; ignoring the rest of this line and the lines that continue"
                + " it");
  }

  @Test
  void aLongLineIsNoProblem() {
    String word = "x".repeat(100_000);
    assertThat(read(word + "\n " + word)).containsExactly(word + " " + word);
  }

  @Test
  void everyByteKnowsItsPlace() {
    LogicalLine line =
        new LogicalLines("f", "#\nab c\n\n#\n  d\n\te", problems).next().orElseThrow();
    assertThat(line.text()).isEqualTo("ab c  d\te");
    assertThat(line.place(0)).isEqualTo(new Place("f", 2, 1));
    assertThat(line.place(3)).isEqualTo(new Place("f", 2, 4));
    assertThat(line.place(4)).isEqualTo(new Place("f", 5, 1));
    assertThat(line.place(6)).isEqualTo(new Place("f", 5, 3));
    assertThat(line.place(8)).isEqualTo(new Place("f", 6, 2));
    assertThat(line.place(9)).isEqualTo(new Place("f", 6, 3));
  }
}
