package org.masterless.nativebuild.check;

/** A rule about where values go. */
interface FlowRule {
  /** Reports an instruction that does to its values what the rule forbids. */
  void check(Place place);
}
