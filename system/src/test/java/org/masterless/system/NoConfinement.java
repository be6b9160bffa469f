package org.masterless.system;

/** {@link Confinement} of a kernel that has none of it. */
public class NoConfinement implements Confinement {
  @Override
  public String machine() {
    return "";
  }

  @Override
  public int forgoPrivileges() {
    return -Errno.EINVAL;
  }

  @Override
  public int hasForgonePrivileges() {
    return 0;
  }

  @Override
  public int hideMemory() {
    return -Errno.EINVAL;
  }

  @Override
  public int isMemoryHidden() {
    return 0;
  }

  @Override
  public int filterSystemCalls(SystemCallFilter filter) {
    return -Errno.EINVAL;
  }

  @Override
  public int scopeRuleset() {
    return -Errno.ENOSYS;
  }

  @Override
  public int restrict(int ruleset) {
    return -Errno.ENOSYS;
  }
}
