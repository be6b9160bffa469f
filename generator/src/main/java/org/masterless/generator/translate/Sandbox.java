package org.masterless.generator.translate;

import java.util.ArrayList;
import java.util.List;

/**
 * What a service may do: no more than its program needs, whatever the chroot column says.
 *
 * <p>Daemons share a user, so what keeps one from its siblings' memory, files and signals is here
 * too: no /proc, no shared memory, no signals, write access to its own queue folders only, no
 * program but its own, nothing of /run that it doesn't need. masterless-security(7) has it all.
 * (PrivateUsers= would be one more wall, but can't be set up once /proc is closed.)
 */
final class Sandbox {
  private static final String EVERY_PROGRAM =
      Confinement.OF_EVERY_PROCESS
          + "RemoveIPC=yes\n"
          + Confinement.NETWORK_FAMILIES
          + Confinement.OF_EVERY_PROGRAM;

  /**
   * For programs that run nothing but themselves, the stand-in among them: no rights, no signals to
   * others and no reaching into them, and none of what mostly attackers of the kernel call.
   */
  static final String DENIED_CALLS =
      Confinement.NO_RIGHTS
          + "SystemCallFilter=~kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo"
          + " pidfd_send_signal\n"
          + Confinement.NO_PEEKING;

  /** Nobody but the mail owner and root gets into the folders of the queue. */
  private static final String NO_SET_ID_FILES = "RestrictSUIDSGID=yes\n";

  private static final String POSTFIX_ONLY =
      DENIED_CALLS
          + """
          SystemCallFilter=prlimit64
          MemoryDenyWriteExecute=yes
          ProcSubset=pid
          InaccessiblePaths=-/proc -/sys -/dev/shm -/run/lock -/dev/mqueue
          """;

  /**
   * Shared libraries with the linker that loads them, and Postfix's own: where Debian and others
   * have them. A program in one of these folders could be executed too.
   */
  static final String LIBRARIES =
      """
      ExecPaths=-/usr/lib/x86_64-linux-gnu -/usr/lib/aarch64-linux-gnu
      ExecPaths=-/usr/lib/riscv64-linux-gnu -/usr/lib/powerpc64le-linux-gnu
      ExecPaths=-/usr/lib64 -/usr/lib/postfix -/usr/lib/sasl2 -/usr/lib/libnss_extrausers.so.2
      """;

  /** By which supervise shuts its daemons off; systemd 252 has no set with them. */
  private static final String LANDLOCK =
      "SystemCallFilter=landlock_create_ruleset landlock_restrict_self\n";

  /**
   * With capset, supervise drops what systemd 257 makes inheritable, which its daemons would hand
   * on to whatever they execute.
   */
  private static final String DROPPING_CALLS = "@setuid setgroups capset";

  private final Service service;
  private final Profile profile;
  private final Needs needs;

  private Sandbox(Service service) {
    this.service = service;
    this.profile = service.profile();
    this.needs = service.needs();
  }

  static Sandbox of(Service service) {
    return new Sandbox(service);
  }

  void write(UnitText unit) {
    identity(unit);
    fileSystem(unit);
    unit.lines(EVERY_PROGRAM);
    if (!writesQueueOnly()) {
      unit.lines(NO_SET_ID_FILES);
    }
    if (profile.runsCommands()) {
      unit.lines("SystemCallFilter=~@privileged\n");
    } else {
      unit.lines(POSTFIX_ONLY);
      execution(unit);
      RunFolder.of(service).write(unit);
    }
    if (!mayGainPrivileges()) {
      unit.lines(LANDLOCK);
    }
    if (!service.startsAsMailOwner()) {
      boolean staysRoot = profile.start() == Profile.Start.AS_ROOT;
      unit.raw("SystemCallFilter", DROPPING_CALLS + (staysRoot ? " @chown" : ""));
    }
  }

  private void identity(UnitText unit) {
    if (needs.hasClosedFile()) {
      explain(unit);
    }
    if (service.startsAsMailOwner()) {
      unit.set("User", service.user());
      unit.words("SupplementaryGroups", needs.groups());
    }
    unit.raw("CapabilityBoundingSet", capabilities());
    unit.raw("NoNewPrivileges", mayGainPrivileges() ? "no" : "yes");
  }

  private void explain(UnitText unit) {
    boolean fallsBack =
        Profile.of(profile.program()).start() == Profile.Start.AS_MAIL_OWNER
            && profile.start() == Profile.Start.DROPPING;
    String why =
        needs.barrier().equals(needs.closedFile()) ? "" : ", because of " + needs.barrier();
    unit.comment("Only its owner and root can read " + needs.closedFile() + why + ",")
        .comment(
            fallsBack
                ? "so this service starts as root and then drops, as it does under master(8)."
                : "so this service may read what root may read.");
  }

  private String capabilities() {
    if (service.startsAsMailOwner()) {
      return "";
    }
    return "CAP_SETUID CAP_SETGID"
        + (profile.program().equals("local") ? " CAP_CHOWN" : "")
        + (needs.hasClosedFile() ? " CAP_DAC_READ_SEARCH" : "");
  }

  /** Commands of users and admins send mail through postdrop, which is set-gid. */
  private boolean mayGainPrivileges() {
    return profile.runsCommands() && profile.deliversToMailboxes();
  }

  private void fileSystem(UnitText unit) {
    boolean isStrict = !writesAnywhere();
    unit.raw("ProtectSystem", isStrict ? "strict" : "full");
    unit.words("ReadOnlyPaths", isStrict ? foreignFolders() : readOnly());
    unit.words("ReadWritePaths", writable());
    unit.raw("ProtectHome", needs.homes().setting());
    unit.raw("PrivateTmp", needs.sharesTmp() ? "no" : "yes");
    for (String path : needs.jailPaths()) {
      unit.raw(
          "BindPaths",
          "-"
              + Quoting.pathOfPair(service.instance().queueDirectory() + path)
              + ":"
              + Quoting.pathOfPair(path));
    }
  }

  /** Whether what it writes can't be known: homes, mail stores, files that commands write. */
  private boolean writesAnywhere() {
    return profile.runsCommands() || (profile.deliversToMailboxes() && needs.folders().isEmpty());
  }

  /**
   * Then a set-id file would do nobody any good. To look for one at each open(2), as the kernel's
   * filter must, costs 3 % of a mail's CPU time.
   */
  private boolean writesQueueOnly() {
    return service.startsAsMailOwner() && !profile.writesData() && needs.folders().isEmpty();
  }

  private List<String> readOnly() {
    InstanceSettings instance = service.instance();
    return profile.movesMessages()
        ? List.of()
        : List.of(instance.queueDirectory(), instance.dataDirectory());
  }

  /** Each writable folder is a mount, and no file can be renamed from one mount to another. */
  private List<String> foreignFolders() {
    if (!profile.movesMessages()) {
      return List.of();
    }
    return service.instance().inQueue(profile.foreignQueueFolders()).stream()
        .map(path -> "-" + path)
        .toList();
  }

  private List<String> writable() {
    InstanceSettings instance = service.instance();
    List<String> paths = new ArrayList<>();
    if (profile.movesMessages()) {
      paths.add(instance.queueDirectory());
    } else {
      paths.addAll(instance.inQueue(profile.queueFolders()));
    }
    paths.addAll(instance.inQueue(needs.queueFolders()));
    if (profile.writesData()) {
      paths.add(instance.dataDirectory());
    }
    for (String folder : needs.folders()) {
      paths.add("-" + folder);
    }
    return paths;
  }

  /** Of paths below each other systemd goes by the longest. */
  private void execution(UnitText unit) {
    boolean canBeNamed = SystemdText.objectionTo(service.program()).isEmpty();
    String folder = service.instance().daemonDirectory();
    unit.words("NoExecPaths", canBeNamed ? List.of("/", "-" + folder) : List.of("/"));
    unit.words("NoExecPaths", mounts());
    unit.words(
        "ExecPaths",
        List.of("-" + (canBeNamed ? service.program() : folder), "/usr/lib/masterless/supervise"));
    unit.lines(LIBRARIES);
  }

  /** What is mounted for its own sake doesn't follow what is said of {@code /}. */
  private List<String> mounts() {
    List<String> paths = new ArrayList<>(List.of("-/tmp", "-/var/tmp"));
    for (String path : writable()) {
      paths.add(path.startsWith("-") ? path : "-" + path);
    }
    paths.addAll(foreignFolders());
    return paths;
  }
}
