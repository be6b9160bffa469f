package org.masterless.generator.translate;

/**
 * What the sockets of Postfix's services and those of services.cf have in common. Without default
 * dependencies, because those put a socket before sockets.target, and what starts ours comes after
 * that.
 */
final class SocketBeginning {
  private SocketBeginning() {}

  /**
   * Up to the addresses in the section Socket.
   *
   * @param target that it starts and stops with
   */
  static UnitText of(
      String origin,
      String title,
      String documentation,
      String source,
      String target,
      Listeners listeners) {
    UnitText unit =
        new UnitText()
            .comment(origin)
            .section("Unit")
            .set("Description", title + " (socket)")
            .set("Documentation", documentation)
            .set("SourcePath", source)
            .lines(
                """
                DefaultDependencies=no
                Conflicts=shutdown.target
                """)
            .raw("Before", target + " shutdown.target")
            .raw("PartOf", target)
            .lines(
                """
                OnFailure=masterless-failed@%n.service
                StartLimitIntervalSec=0
                """)
            .section("Socket");
    for (String address : listeners.addresses()) {
      unit.set(listeners.setting(), address);
    }
    return unit;
  }
}
