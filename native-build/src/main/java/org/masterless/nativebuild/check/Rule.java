package org.masterless.nativebuild.check;

/** One rule of the native subset. */
interface Rule {
  /** Reports each place in a method that breaks the rule. */
  void check(Method method);
}
