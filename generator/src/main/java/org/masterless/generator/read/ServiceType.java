package org.masterless.generator.read;

/** The second field of an entry: what kind of endpoint a service has (master(5)). */
public enum ServiceType {
  INET("inet"),
  UNIX("unix"),
  FIFO("fifo"),
  PASS("pass"),
  UNIX_DGRAM("unix-dgram"),
  /** Of services.cf only. */
  INET_DGRAM("inet-dgram");

  private final String word;

  ServiceType(String word) {
    this.word = word;
  }

  /** As written in master.cf, after {@code -t} and in unit names. */
  public String word() {
    return word;
  }

  /** Whether the first field is a port, and not a path. */
  public boolean isInet() {
    return this == INET || this == INET_DGRAM;
  }
}
