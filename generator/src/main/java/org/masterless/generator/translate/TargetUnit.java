package org.masterless.generator.translate;

/**
 * The target that an instance's handle starts once it holds master's locks: all sockets, and what
 * has to run from the start.
 *
 * <p>Sockets can't be ordered after the handle itself: "systemctl start postfix" would return
 * before the first of them is there.
 */
final class TargetUnit {
  private TargetUnit() {}

  static Generated.Unit of(InstanceSettings instance) {
    String text =
        new UnitText()
            .comment("instance " + instance.configDirectory() + ", listed in " + instance.listed())
            .section("Unit")
            .set("Description", "Sockets of Postfix instance " + UnitNames.escape(instance.name()))
            .set("Documentation", "man:masterless(7) man:postfix(1) man:master(5)")
            .set("SourcePath", instance.masterCf())
            .lines(
                """
                DefaultDependencies=no
                Conflicts=shutdown.target
                Before=shutdown.target
                """)
            .text();
    return new Generated.Unit(instance.target(), text);
  }
}
