package org.masterless.generator.translate;

/** What is particular to Debian 12, where postfix.service is but an umbrella. */
public final class Debian12 {
  /** The real unit of the default instance. */
  public static final String UNIT = "postfix@-.service";

  /** By which such a machine is known; it names handles by {@code multi_instance_name}. */
  public static final String GENERATOR =
      "/lib/systemd/system-generators/postfix-instance-generator";

  private Debian12() {}
}
