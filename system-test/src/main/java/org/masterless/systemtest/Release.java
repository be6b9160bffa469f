package org.masterless.systemtest;

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

  @Override
  public String toString() {
    return suite();
  }
}
