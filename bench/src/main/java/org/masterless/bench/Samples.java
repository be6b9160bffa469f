package org.masterless.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Figures of several runs, quoted by their median, lowest and highest. */
final class Samples {
  private final List<Double> values = new ArrayList<>();

  void add(double value) {
    values.add(value);
  }

  double median() {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** Pair by pair, so that a machine whose speed drifts does no harm. */
  Samples dividedBy(Samples other) {
    Samples ratios = new Samples();
    for (int i = 0; i < values.size(); i++) {
      ratios.add(values.get(i) / other.values.get(i));
    }
    return ratios;
  }

  /** Median (lowest to highest) with so many decimals. */
  String text(int decimals) {
    String number = "%." + decimals + "f";
    return (number + " (" + number + " to " + number + ")")
        .formatted(median(), Collections.min(values), Collections.max(values));
  }
}
