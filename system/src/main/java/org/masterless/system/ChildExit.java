package org.masterless.system;

/** How a child changed, as waitpid(2) tells it; filled by {@link Processes#reap}, then read. */
public final class ChildExit {
  int status;

  /** For stand-ins of the kernel: an exit with {@code code}. */
  public void setExited(int code) {
    status = (code & 0xff) << 8;
  }

  /** For stand-ins of the kernel: death by {@code signal}. */
  public void setKilled(int signal) {
    status = signal & 0x7f;
  }

  /** For stand-ins of the kernel: stopped, not dead, by {@code signal}. */
  public void setStopped(int signal) {
    status = (signal & 0xff) << 8 | 0x7f;
  }

  public boolean exited() {
    return (status & 0x7f) == 0;
  }

  /** Only when it {@link #exited}. */
  public int code() {
    return (status >> 8) & 0xff;
  }

  public boolean stopped() {
    return (status & 0xff) == 0x7f;
  }

  public boolean killed() {
    return !exited() && !stopped();
  }

  /** The signal that killed or stopped it. */
  public int signal() {
    return stopped() ? (status >> 8) & 0xff : status & 0x7f;
  }
}
