package org.masterless.generator.translate;

/** Parts of a sandbox that are the same for Postfix's services and for those of services.cf. */
final class Confinement {
  /** What no process of ours needs, the stand-in included: its drop-in says the same. */
  static final String OF_EVERY_PROCESS =
      """
      UMask=0077
      LockPersonality=yes
      KeyringMode=private
      PrivateDevices=yes
      DevicePolicy=closed
      PrivateIPC=yes
      PrivateMounts=yes
      ProtectClock=yes
      ProtectControlGroups=yes
      ProtectHostname=yes
      ProtectKernelLogs=yes
      ProtectKernelModules=yes
      ProtectKernelTunables=yes
      ProtectProc=invisible
      """;

  /** For programs that talk to the network; names are looked up by netlink too. */
  static final String NETWORK_FAMILIES =
      "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK\n";

  static final String OF_EVERY_PROGRAM =
      """
      RestrictNamespaces=yes
      RestrictRealtime=yes
      SystemCallArchitectures=native
      SystemCallErrorNumber=EPERM
      SystemCallFilter=@system-service
      """;

  /** Nothing that takes capabilities, and none of what mostly attackers of the kernel call. */
  static final String NO_RIGHTS =
      "SystemCallFilter=~@privileged @resources @aio @keyring userfaultfd memfd_create\n";

  /** Nothing that reaches into other processes. */
  static final String NO_PEEKING =
      """
      SystemCallFilter=~pidfd_open pidfd_getfd process_vm_readv process_vm_writev process_madvise
      SystemCallFilter=~kcmp ptrace
      """;

  private Confinement() {}
}
