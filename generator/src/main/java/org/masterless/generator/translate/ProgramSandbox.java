package org.masterless.generator.translate;

import java.util.ArrayList;
import java.util.List;
import org.masterless.generator.read.ServiceOption;
import org.masterless.generator.read.ServiceOptions;

/**
 * What a program of services.cf may do. Nobody knows what it is, so nothing that it doesn't ask
 * for: it writes nothing, sees no homes, no network unless it listens there, no /run but the log's,
 * and executes nothing that it has written.
 */
final class ProgramSandbox {
  private static final String EXECUTES_NO_NEW_CODE = "MemoryDenyWriteExecute=yes\nProcSubset=pid\n";

  /** Which compilers at run time also use; and they look up how large the machine is. */
  private static final String MAKES_CODE = "SystemCallFilter=@pkey memfd_create\n";

  /** getrlimit(3), which shells and many others call when they start. */
  private static final String READS_LIMITS = "SystemCallFilter=prlimit64\n";

  private static final List<String> WRITABLE_BY_ALL = List.of("-/tmp", "-/var/tmp", "-/dev/shm");

  private final ProgramService service;
  private final ServiceOptions options;

  private ProgramSandbox(ProgramService service) {
    this.service = service;
    this.options = service.options();
  }

  static ProgramSandbox of(ProgramService service) {
    return new ProgramSandbox(service);
  }

  void write(UnitText unit) {
    identity(unit);
    fileSystem(unit);
    unit.lines(Confinement.OF_EVERY_PROCESS)
        .lines("RemoveIPC=yes\n")
        .lines(
            service.usesNetwork()
                ? Confinement.NETWORK_FAMILIES
                : "PrivateNetwork=yes\nRestrictAddressFamilies=AF_UNIX\n")
        .lines(Confinement.OF_EVERY_PROGRAM)
        .lines("RestrictSUIDSGID=yes\n")
        .lines(Confinement.NO_RIGHTS)
        .lines(Confinement.NO_PEEKING)
        .lines(READS_LIMITS)
        .lines(service.is(ServiceOption.JIT) ? MAKES_CODE : EXECUTES_NO_NEW_CODE);
    String calls = Capabilities.calls(capabilities());
    if (!calls.isEmpty()) {
      unit.raw("SystemCallFilter", calls);
    }
    ProgramRunFolder.of(service).write(unit);
  }

  private void identity(UnitText unit) {
    String user = options.get(ServiceOption.USER);
    unit.setIfAny("User", user);
    if (service.entry().unprivileged() && user.isEmpty()) {
      unit.lines("DynamicUser=yes\n");
    }
    unit.setIfAny("Group", options.get(ServiceOption.GROUP))
        .words("SupplementaryGroups", list(ServiceOption.SUPPLEMENTARY_GROUPS))
        .raw("CapabilityBoundingSet", String.join(" ", capabilities()))
        .raw("NoNewPrivileges", gainsPrivileges() ? "no" : "yes");
  }

  private boolean gainsPrivileges() {
    return options.get(ServiceOption.NO_NEW_PRIVILEGES).equals("no");
  }

  private List<String> capabilities() {
    return Capabilities.of(options.get(ServiceOption.CAPABILITIES));
  }

  private void fileSystem(UnitText unit) {
    boolean seesHomes = service.is(ServiceOption.HOME);
    List<String> writable = writable();
    if (seesHomes) {
      writable.add("-/home");
    }
    unit.lines("ProtectSystem=strict\n")
        .words("ReadWritePaths", writable)
        .raw("ProtectHome", seesHomes ? "no" : "yes")
        .lines("PrivateTmp=yes\nTemporaryFileSystem=/dev/shm:mode=1777,nosuid,nodev,noexec\n")
        .words("NoExecPaths", notExecutable())
        .lines("InaccessiblePaths=-/dev/mqueue\n");
  }

  private List<String> writable() {
    List<String> paths = new ArrayList<>();
    for (String path : list(ServiceOption.WRITE_PATHS)) {
      paths.add("-" + path);
    }
    return paths;
  }

  /** But for homes: users have programs of their own there. */
  private List<String> notExecutable() {
    List<String> paths = new ArrayList<>(WRITABLE_BY_ALL);
    paths.addAll(writable());
    return paths;
  }

  private List<String> list(ServiceOption option) {
    return ProgramOptions.list(options, option);
  }
}
