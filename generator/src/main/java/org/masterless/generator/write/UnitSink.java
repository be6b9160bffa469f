package org.masterless.generator.write;

import org.masterless.generator.translate.Generated;

/** Where generated units go. */
public interface UnitSink {
  /** Answers what went wrong, for people, or nothing; what was written before stays. */
  String put(Generated generated);
}
