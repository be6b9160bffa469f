package org.masterless.generator.write;

import org.masterless.generator.translate.Generated;

/** Where generated units go. */
public interface UnitSink {
  /** Answers what went wrong, for people, or nothing; what was written before stays. */
  String put(Generated generated);

  /**
   * Hears of the name, without suffix, of units whose entry has become wrong: where there are any
   * from before, they are to stay as they are.
   */
  default void keep(String unit) {}
}
