package org.masterless.generator.read;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Warns about good entries that still can't work, because the daemon will refuse to start.
 *
 * <p>What a daemon requires is in the {@code main} of its Postfix source: {@code
 * CA_MAIL_SERVER_SOLITARY}, {@code CA_MAIL_SERVER_ZERO_LIMIT}, {@code CA_MAIL_SERVER_PRIVILEGED}.
 */
final class EntryWarnings {
  private static final Set<String> SOLITARY =
      Set.of(
          "anvil",
          "oqmgr",
          "pickup",
          "postlogd",
          "postscreen",
          "qmgr",
          "nqmgr",
          "scache",
          "tlsmgr",
          "verify");
  private static final Set<String> WITHOUT_LIMIT =
      Set.of("bounce", "cleanup", "dnsblog", "flush", "tlsproxy");
  private static final Set<String> PRIVILEGED = Set.of("local", "pipe", "spawn", "virtual");

  private EntryWarnings() {}

  static void check(Entry entry, Function<Column, Place> places, Problems problems) {
    unprivileged(entry).ifPresent(text -> problems.warn(places.apply(Column.UNPRIVILEGED), text));
    processLimit(entry).ifPresent(text -> problems.warn(places.apply(Column.MAXPROC), text));
  }

  private static Optional<String> unprivileged(Entry entry) {
    return entry.unprivileged() && PRIVILEGED.contains(program(entry))
        ? Optional.of(program(entry) + " requires n for field \"unprivileged\" and will not start")
        : Optional.empty();
  }

  private static Optional<String> processLimit(Entry entry) {
    String program = program(entry);
    if (SOLITARY.contains(program) && entry.processLimit() != 1) {
      return Optional.of(program + " requires a process limit of 1 and will not start");
    }
    if (WITHOUT_LIMIT.contains(program) && entry.processLimit() != 0) {
      return Optional.of(program + " requires a process limit of 0 and will not start");
    }
    boolean cacheWriter = program.equals("proxymap") && entry.service().equals("proxywrite");
    return cacheWriter && entry.processLimit() != 1
        ? Optional.of("proxywrite needs a process limit of 1, or its caches will be damaged")
        : Optional.empty();
  }

  /** The command without folders. */
  private static String program(Entry entry) {
    return entry.command().substring(entry.command().lastIndexOf('/') + 1);
  }
}
