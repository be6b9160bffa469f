package org.masterless.generator.machine;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What was found out already: services by the hundred name the same files, users and hosts. Forgets
 * all when it becomes much, since thousands of services may name as many.
 */
final class Answers<V> {
  private static final int MOST = 200;

  private final Function<String, V> finder;
  private final Map<String, V> known = new HashMap<>();

  Answers(Function<String, V> finder) {
    this.finder = finder;
  }

  V to(String question) {
    V answer = known.get(question);
    if (answer == null) {
      answer = finder.apply(question);
      if (known.size() >= MOST) {
        known.clear();
      }
      known.put(question, answer);
    }
    return answer;
  }
}
