package org.masterless.system;

import org.teavm.interop.Address;

/** {@link Confinement} as the kernel does it. */
final class NativeConfinement implements Confinement {
  private static final int PR_GET_DUMPABLE = 3;
  private static final int PR_SET_DUMPABLE = 4;
  private static final int PR_GET_NO_NEW_PRIVS = 39;
  private static final int PR_SET_SECCOMP = 22;
  private static final int SECCOMP_MODE_FILTER = 2;
  private static final int PR_SET_NO_NEW_PRIVS = 38;

  /** struct utsname is six strings of 65 bytes; the machine is the fifth. */
  private static final int NAME_SIZE = 65;

  private static final int NAMES = 6;
  private static final int MACHINE = 4;

  /** struct landlock_ruleset_attr: handled_access_fs, handled_access_net, scoped. */
  private static final int RULESET_SIZE = 24;

  private static final int SCOPED = 16;
  private static final int SCOPE_ABSTRACT_UNIX_SOCKET = 1;
  private static final int SCOPE_SIGNAL = 2;

  @Override
  public String machine() {
    byte[] names = new byte[NAMES * NAME_SIZE];
    if (Libc.uname(Address.ofData(names)) != 0) {
      return "";
    }
    int length = 0;
    while (length < NAME_SIZE && names[MACHINE * NAME_SIZE + length] != 0) {
      length++;
    }
    return Octets.text(names, MACHINE * NAME_SIZE, length);
  }

  @Override
  public int forgoPrivileges() {
    return Kernel.checked(Libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
  }

  @Override
  public int hasForgonePrivileges() {
    return Kernel.checked(Libc.prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
  }

  @Override
  public int hideMemory() {
    return Kernel.checked(Libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0));
  }

  /** Both 0 and 2 (as after a change of ids where fs.suid_dumpable says so) keep others out. */
  @Override
  public int isMemoryHidden() {
    int answer = Kernel.checked(Libc.prctl(PR_GET_DUMPABLE, 0, 0, 0, 0));
    return answer < 0 ? answer : answer == 1 ? 0 : 1;
  }

  /**
   * struct sock_fprog points to its instructions, so both lie where the collector moves nothing.
   */
  @Override
  public int filterSystemCalls(SystemCallFilter filter) {
    byte[] code = filter.program();
    Address memory = Libc.calloc(1, 16 + code.length);
    if (memory.toLong() == 0) {
      return -Errno.ENOMEM;
    }
    memory.putShort((short) (code.length / SystemCallFilter.INSTRUCTION));
    memory.add(8).putLong(memory.toLong() + 16);
    for (int i = 0; i < code.length; i++) {
      memory.add(16 + i).putByte(code[i]);
    }
    int answer =
        Kernel.checked(Libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, memory.toLong(), 0, 0));
    Libc.free(memory);
    return answer;
  }

  @Override
  public int scopeRuleset() {
    byte[] attributes = new byte[RULESET_SIZE];
    LittleEndian.putInt32(attributes, SCOPED, SCOPE_ABSTRACT_UNIX_SOCKET | SCOPE_SIGNAL);
    long number = Libc.landlockCreateRulesetNumber();
    return Kernel.checked(
        Libc.systemCall(number, Address.ofData(attributes).toLong(), RULESET_SIZE, 0));
  }

  @Override
  public int restrict(int ruleset) {
    return Kernel.checked(Libc.systemCall(Libc.landlockRestrictSelfNumber(), ruleset, 0, 0));
  }
}
