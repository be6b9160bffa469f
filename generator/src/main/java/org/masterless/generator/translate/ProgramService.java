package org.masterless.generator.translate;

import java.util.ArrayList;
import java.util.List;
import org.masterless.generator.read.Entry;
import org.masterless.generator.read.ServiceOption;
import org.masterless.generator.read.ServiceOptions;

/**
 * Everything that was decided about one entry of services.cf: a program that takes its sockets from
 * systemd itself, with no supervisor between.
 *
 * @param unit name of its units, without suffix
 */
record ProgramService(Entry entry, String unit, Listeners listeners, ServiceOptions options) {
  /** To which all entries of services.cf belong, as those of a master.cf do to its instance. */
  static final String INSTANCE = "masterless";

  /** All sockets of the file; {@code masterless.target} starts it when an edit is in force. */
  static final String TARGET = "masterless-masterless.target";

  /** Where a command without a folder is. */
  private static final String OWN_PROGRAMS = "/usr/lib/masterless/";

  static String slice() {
    return UnitNames.slice(INSTANCE);
  }

  String socketUnit() {
    return unit + ".socket";
  }

  /** With {@code accept=yes} one for all connections, of which each gets its own. */
  String serviceUnit() {
    return unit + (accepts() ? "@" : "") + ".service";
  }

  String program() {
    return isOwn() ? OWN_PROGRAMS + entry.command() : entry.command();
  }

  /** Whether it is one of ours, which all know the same options. */
  boolean isOwn() {
    return !entry.command().startsWith("/");
  }

  /** Whether systemd starts a process for each connection, as inetd(8) does. */
  boolean accepts() {
    return is(ServiceOption.ACCEPT);
  }

  /** Whether the socket is the program's standard input. */
  boolean hasSocketInput() {
    return accepts() || is(ServiceOption.SOCKET_INPUT);
  }

  boolean is(ServiceOption flag) {
    return options.get(flag).equals("yes");
  }

  /** What systemd waits for before it calls the service started. */
  String type() {
    boolean tells = isOwn() && !accepts();
    return options.has(ServiceOption.TYPE)
        ? options.get(ServiceOption.TYPE)
        : tells ? "notify" : "exec";
  }

  boolean usesNetwork() {
    return entry.type().isInet() || is(ServiceOption.NETWORK);
  }

  /** As it is in the file and in its name, for people. */
  String title() {
    return UnitNames.escape(entry.service()) + " " + entry.type().word();
  }

  String origin() {
    return entry.place().file() + ":" + entry.place().line();
  }

  /** Its words; our own programs are told of the columns and options that they know. */
  List<String> arguments() {
    List<String> words = new ArrayList<>();
    if (isOwn() && !accepts()) {
      if (!entry.processLimitIsDefault()) {
        words.addAll(List.of("--max-processes", Integer.toString(entry.processLimit())));
      }
      if (!ProgramOptions.isOneAProcess(options)) {
        words.addAll(List.of("--service-count", options.get(ServiceOption.SERVICE_COUNT)));
      }
    }
    words.addAll(options.arguments());
    return words;
  }
}
