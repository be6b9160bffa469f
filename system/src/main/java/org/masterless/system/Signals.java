package org.masterless.system;

/** Signals as data: blocked, and read from a descriptor when they come (signalfd(2)). */
public interface Signals {
  int SIGHUP = 1;
  int SIGINT = 2;
  int SIGQUIT = 3;
  int SIGKILL = 9;
  int SIGUSR1 = 10;
  int SIGUSR2 = 12;
  int SIGTERM = 15;
  int SIGCHLD = 17;

  /** Blocks {@code signals} and answers a non-blocking descriptor that they are read from. */
  int open(int... signals);

  /** Reads the next signal: its number, or {@code -EAGAIN} when there is none. */
  int next(int descriptor, Sender into);

  /** Who sent a signal, as the kernel knows it. */
  final class Sender {
    int pid;

    /** For stand-ins of the kernel. */
    public void set(int sender) {
      pid = sender;
    }

    /** 0 where the sender lies outside our pid name space. */
    public int pid() {
      return pid;
    }
  }
}
