package org.masterless.generator.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that all of it is reported at once and nothing stops at the first. */
public final class Problems {
  private final List<Problem> found = new ArrayList<>();

  public void add(Problem problem) {
    found.add(problem);
  }

  /** As {@link #add}, unless the same was said before: a parameter is asked for more than once. */
  public void addOnce(Problem problem) {
    if (!found.contains(problem)) {
      found.add(problem);
    }
  }

  void error(Place place, String text) {
    add(Problem.error(place, text));
  }

  void warn(Place place, String text) {
    add(Problem.warning(place, text));
  }

  /** Takes over what was found in one file, in the order of that file. */
  void addSorted(Problems ofOneFile) {
    List<Problem> sorted = new ArrayList<>(ofOneFile.found);
    sorted.sort(Comparator.comparing(Problem::place));
    found.addAll(sorted);
  }

  /** Those of one file from reading it in that file's order, then what its use turned up. */
  public List<Problem> all() {
    return List.copyOf(found);
  }

  public boolean hasErrors() {
    for (Problem problem : found) {
      if (problem.isError()) {
        return true;
      }
    }
    return false;
  }
}
