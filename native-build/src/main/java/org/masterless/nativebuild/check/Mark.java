package org.masterless.nativebuild.check;

/** What the checker knows of a value while it follows a method's stack and variables. */
enum Mark {
  /**
   * An {@code Address}, {@code Structure} or {@code Function}: a C pointer that only looks like an
   * object.
   */
  POINTER,

  /**
   * A pointer into a Java object, or a number made of one, which is wrong once the collector moves
   * the object.
   */
  MOVING,

  /** The result of a wrapped native that hasn't been put into a variable yet. */
  WRAPPED
}
