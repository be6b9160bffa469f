package org.masterless.system;

/** The version that every program of the project gives for {@code --version}. */
public final class Version {
  public static final String TEXT = "masterless 0.1.0\n";

  private Version() {}
}
