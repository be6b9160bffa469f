package org.masterless.systemtest;

import java.util.Arrays;
import java.util.Optional;

/** The Debian releases that the project runs on. */
public enum Release {
  /** Debian 12: systemd 252, Postfix 3.7. */
  BOOKWORM,
  /** Debian 13: systemd 257, Postfix 3.10. */
  TRIXIE;

  /** The release's name in Debian's archive. */
  public String suite() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The release of this name, if it is one that the project runs on. */
  public static Optional<Release> named(String suite) {
    return Arrays.stream(values()).filter(release -> release.suite().equals(suite)).findFirst();
  }

  @Override
  public String toString() {
    return suite();
  }
}
