package org.masterless.generator.translate;

/** The slice that holds all processes of an instance, to stop or limit them together. */
final class SliceUnit {
  private SliceUnit() {}

  static Generated.Unit of(InstanceSettings instance) {
    String text =
        new UnitText()
            .comment("instance " + instance.configDirectory() + ", listed in " + instance.listed())
            .section("Unit")
            .set("Description", "Postfix instance " + UnitNames.escape(instance.name()))
            .set("Documentation", "man:masterless(7) man:postfix(1) man:master(5)")
            .set("SourcePath", instance.masterCf())
            .text();
    return new Generated.Unit(instance.slice(), text);
  }
}
