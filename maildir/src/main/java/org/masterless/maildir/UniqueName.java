package org.masterless.maildir;

import org.masterless.system.Calls;

/**
 * A message's name: unique among processes and hosts, as it has the time in microseconds, the
 * process, which delivers one message at a time, and the host.
 */
final class UniqueName {
  private static final int LONGEST_HOST = 100;

  private final String base;

  private UniqueName(String base) {
    this.base = base;
  }

  static UniqueName now(Calls calls, String host) {
    long time = calls.clock().sinceEpoch();
    return new UniqueName(
        time / 1_000_000
            + ".M"
            + time % 1_000_000
            + "P"
            + calls.processes().pid()
            + "."
            + escaped(host));
  }

  /** In tmp/, as long as the size isn't known. */
  String temporary() {
    return base;
  }

  /** In new/: readers believe the sizes, the second of which is with CRLF line ends. */
  String complete(long size, long lines) {
    return base + ",S=" + size + ",W=" + (size + lines);
  }

  /** What would end the name, or begin a field of it. */
  private static String escaped(String host) {
    String known = host.isEmpty() ? "localhost" : host;
    String cut = known.length() > LONGEST_HOST ? known.substring(0, LONGEST_HOST) : known;
    return cut.replace("/", "\\057").replace(":", "\\072").replace(",", "\\054");
  }
}
