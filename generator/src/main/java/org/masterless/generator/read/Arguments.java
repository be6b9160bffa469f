package org.masterless.generator.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masterless.generator.read.Words.Word;

/**
 * The arguments after the command of an entry, as the daemon gets them: the end of {@code
 * get_master_ent} in Postfix's master_ent.c.
 *
 * @param values braces taken off; quotes, backslashes and {@code $} mean nothing
 * @param places where each was written, with its brace
 * @param problems without what was done about them
 */
record Arguments(List<String> values, List<Place> places, List<Problem> problems) {
  static Arguments read(Words words, LogicalLine line) {
    Arguments arguments = new Arguments(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Optional<Word> word = words.nextGrouped();
    while (word.isPresent()) {
      arguments.add(word.get(), line);
      word = words.nextGrouped();
    }
    return arguments;
  }

  private void add(Word word, LogicalLine line) {
    Place place = line.place(word.offset());
    Parsed<String> value = Braces.unwrap(word.text());
    if (value instanceof Parsed.Good<String> good) {
      values.add(good.value());
      places.add(place);
    } else if (value instanceof Parsed.Bad<String> bad) {
      problems.add(Problem.error(place, bad.why()));
    }
  }
}
