package org.masterless.systemtest;

/** A value that a daemon of a service has under master, and the one that it has under units. */
record Difference(String service, String key, String master, String units) {

  @Override
  public String toString() {
    return "%s, %s: %s under master, %s under units".formatted(service, key, master, units);
  }
}
