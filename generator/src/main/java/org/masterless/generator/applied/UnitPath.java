package org.masterless.generator.applied;

/** What the path of a generated file says about it. */
final class UnitPath {
  static final String SOCKET = ".socket";
  static final String SERVICE = ".service";
  private static final String INET = "-inet";

  private UnitPath() {}

  /** A unit of ours, no drop-in and no link to one. */
  static boolean isSocket(String path) {
    return path.indexOf('/') < 0 && path.endsWith(SOCKET);
  }

  /** Not the link that masks the unit of Debian 12. */
  static boolean isService(String path) {
    return path.indexOf('/') < 0 && path.endsWith(SERVICE) && path.indexOf('@') < 0;
  }

  /** What groups the sockets of the instance. */
  static boolean isTarget(String path) {
    return path.indexOf('/') < 0 && path.endsWith(".target");
  }

  static boolean isUnit(String path) {
    return isSocket(path) || isService(path);
  }

  /** The socket or the service of an entry of type inet. */
  static boolean isInet(String path) {
    return path.indexOf('/') < 0 && unit(path).endsWith(INET);
  }

  /** A link by which the target of an instance starts a unit. */
  static boolean isWish(String path) {
    return path.indexOf(".target.wants/") >= 0;
  }

  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The name of the unit that a path is about, without its suffix. */
  static String unit(String path) {
    String name = name(path);
    String unit = name.substring(0, Math.max(0, name.lastIndexOf('.')));
    // A template's is that of its socket.
    return unit.endsWith("@") ? unit.substring(0, unit.length() - 1) : unit;
  }

  static String serviceOf(String socket) {
    return unit(socket) + SERVICE;
  }
}
