package org.masterless.generator.read;

import java.util.List;

/** Whose entries a file in the form of master.cf has. */
public enum EntryFormat {
  /** Postfix's own, as master(8) reads them. */
  MASTER_CF,
  /** Those of programs that take their sockets from systemd themselves. */
  SERVICES_CF;

  private static final List<ServiceType> OF_MASTER_CF =
      List.of(
          ServiceType.INET,
          ServiceType.UNIX,
          ServiceType.FIFO,
          ServiceType.PASS,
          ServiceType.UNIX_DGRAM);

  private static final List<ServiceType> OF_SERVICES_CF =
      List.of(
          ServiceType.INET,
          ServiceType.INET_DGRAM,
          ServiceType.UNIX,
          ServiceType.UNIX_DGRAM,
          ServiceType.FIFO);

  /** Where a path that isn't absolute lies, in services.cf. */
  private static final String RELATIVE_TO = "/run/masterless/";

  List<ServiceType> types() {
    return this == MASTER_CF ? OF_MASTER_CF : OF_SERVICES_CF;
  }

  /** The path of the endpoint of an entry of services.cf that isn't of type inet. */
  public static String path(String service) {
    return service.startsWith("/") ? service : RELATIVE_TO + service;
  }

  /** What a bad type is told to be. */
  String expectedTypes() {
    List<ServiceType> types = types();
    StringBuilder text = new StringBuilder("expected ");
    for (int i = 0; i < types.size(); i++) {
      boolean isLast = i == types.size() - 1;
      text.append(i == 0 ? "" : isLast ? " or " : ", ").append(types.get(i).word());
    }
    return text.toString();
  }
}
