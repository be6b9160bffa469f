package org.masterless.nativebuild.check;

/**
 * A place where code leaves the native subset.
 *
 * @param where {@code class.method(File.java:line)}, as in a stack trace
 * @param rule the rule's short name
 * @param what what is wrong and what to use instead
 */
public record Problem(String where, String rule, String what) {
  @Override
  public String toString() {
    return where + ": " + rule + ": " + what;
  }
}
