package org.masterless.nativebuild;

/**
 * A reason why a program can't be built, in words for its author: printed without a stack trace.
 */
final class BuildFailure extends Exception {
  BuildFailure(String message) {
    super(message);
  }
}
