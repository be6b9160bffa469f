package org.masterless.generator.read;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that all of it is reported at once and nothing stops at the first. */
public final class Problems {
  private final List<Problem> found = new ArrayList<>();

  public void add(Problem problem) {
    found.add(problem);
  }

  /** In the order found, which is the order of the input. */
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
