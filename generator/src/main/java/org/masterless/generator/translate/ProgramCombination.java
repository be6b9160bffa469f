package org.masterless.generator.translate;

import org.masterless.generator.read.ServiceOption;
import org.masterless.generator.read.ServiceType;

/** What an option asks of the rest of its entry. */
final class ProgramCombination {
  private ProgramCombination() {}

  /** Why {@code option} can't be had in this entry, or nothing. */
  static String objectionTo(ServiceOption option, ProgramService service) {
    return switch (option) {
      case ACCEPT -> accept(service);
      case CAPABILITIES ->
          service.entry().unprivileged() ? needs(option, "n for field \"unprivileged\"") : "";
      case USER ->
          service.entry().unprivileged() ? "" : needs(option, "y for field \"unprivileged\"");
      case NO_NEW_PRIVILEGES -> noNewPrivileges(service);
      case SERVICE_COUNT -> serviceCount(service);
      case SOCKET_GROUP, SOCKET_MODE, SOCKET_USER ->
          service.listeners().isInet() ? needs(option, "a path to listen on") : "";
      case SOCKET_INPUT -> socketInput(service);
      case TYPE -> type(service);
      case RUN_PATHS -> runPaths(service);
      case WRITE_PATHS -> writePaths(service);
      default -> "";
    };
  }

  private static String needs(ServiceOption option, String what) {
    return "option \"" + option.word() + "\" needs " + what;
  }

  private static String accept(ProgramService service) {
    ServiceType type = service.entry().type();
    boolean hasConnections = type == ServiceType.INET || type == ServiceType.UNIX;
    return service.accepts() && !hasConnections
        ? needs(ServiceOption.ACCEPT, "type inet or unix, which have connections")
        : "";
  }

  /** systemd forbids it to whomever it starts as a user under a filter of system calls. */
  private static String noNewPrivileges(ProgramService service) {
    boolean isAsked = service.options().get(ServiceOption.NO_NEW_PRIVILEGES).equals("no");
    return isAsked && service.entry().unprivileged()
        ? needs(ServiceOption.NO_NEW_PRIVILEGES, "n for field \"unprivileged\"")
        : "";
  }

  private static String serviceCount(ProgramService service) {
    return service.accepts() && !ProgramOptions.isOneAProcess(service.options())
        ? "with accept=yes a process has one connection: expected service_count=1"
        : "";
  }

  private static String socketInput(ProgramService service) {
    return service.hasSocketInput() && !service.accepts() && service.listeners().count() > 1
        ? needs(ServiceOption.SOCKET_INPUT, "one socket, and this entry has several")
        : "";
  }

  private static String type(ProgramService service) {
    return service.accepts() && service.type().equals("notify")
        ? "with accept=yes a process can't tell that it is ready: expected exec or simple"
        : "";
  }

  private static String runPaths(ProgramService service) {
    for (String path : ProgramOptions.list(service.options(), ServiceOption.RUN_PATHS)) {
      if (!path.equals("/run") && !path.startsWith("/run/")) {
        return needs(ServiceOption.RUN_PATHS, "paths below /run; all others are seen");
      }
    }
    return "";
  }

  private static String writePaths(ProgramService service) {
    for (String path : ProgramOptions.list(service.options(), ServiceOption.WRITE_PATHS)) {
      if (!service.is(ServiceOption.HOME) && isHome(path)) {
        return "option \"write_paths\" names " + path + ", which needs home=yes";
      }
    }
    return "";
  }

  private static boolean isHome(String path) {
    for (String folder : Words.of("/home /root /run/user", " ")) {
      if ((path + "/").startsWith(folder + "/")) {
        return true;
      }
    }
    return false;
  }
}
