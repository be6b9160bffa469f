package org.masterless.accounts;

import org.masterless.system.SystemCallFilter;

/** Numbers of the calls that becoming a user makes, on the machines that we build for. */
final class SystemCallNumbers {
  private SystemCallNumbers() {}

  static SystemCallFilter newFilter(String machine) {
    return new SystemCallFilter(machine.equals("aarch64") ? 0xc00000b7 : 0xc000003e);
  }

  static int of(String call, boolean isArm) {
    return switch (call) {
      case "setgroups" -> isArm ? 159 : 116;
      case "setresgid" -> isArm ? 149 : 119;
      case "setresuid" -> isArm ? 147 : 117;
      case "getgroups" -> isArm ? 158 : 115;
      case "getresgid" -> isArm ? 150 : 120;
      case "getresuid" -> isArm ? 148 : 118;
      case "capset" -> isArm ? 91 : 126;
      case "capget" -> isArm ? 90 : 125;
      default -> isArm ? 167 : 157;
    };
  }

  /** The first argument of prctl(2) that is meant by a word of our own. */
  static int option(String call) {
    return switch (call) {
      case "prctl-read-bounding-set" -> 23;
      case "prctl-drop-bounding-set" -> 24;
      case "prctl-set-no-new-privs" -> 38;
      case "prctl-get-no-new-privs" -> 39;
      case "prctl-set-dumpable" -> 4;
      case "prctl-get-dumpable" -> 3;
      default -> -1;
    };
  }
}
