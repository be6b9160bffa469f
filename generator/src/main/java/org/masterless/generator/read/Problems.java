package org.masterless.generator.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that all of it is reported at once and nothing stops at the first. */
public final class Problems {
  /** Nobody reads more, and memory is small. */
  private static final int MOST = 1000;

  private final List<Problem> found = new ArrayList<>();

  /** The first too many stands for all the others. */
  public void add(Problem problem) {
    if (found.size() < MOST) {
      found.add(problem);
    } else if (found.size() == MOST) {
      found.add(Problem.error(problem.place(), "too many problems; not telling more"));
    }
  }

  /** As {@link #add}, unless the same was said before: a parameter is asked for more than once. */
  public void addOnce(Problem problem) {
    if (found.size() <= MOST && !found.contains(problem)) {
      add(problem);
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
    sorted.forEach(this::add);
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
