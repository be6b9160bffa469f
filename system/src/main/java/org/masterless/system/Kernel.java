package org.masterless.system;

import java.util.Optional;

/**
 * The kernel itself, for native programs: where each interface of this package is really called.
 */
public final class Kernel {
  private static final Files FILES = new NativeFiles();
  private static final Folders FOLDERS = new NativeFolders();
  private static final Descriptors DESCRIPTORS = new NativeDescriptors();
  private static final Sockets SOCKETS = new NativeSockets();
  private static final Processes PROCESSES = new NativeProcesses();
  private static final Signals SIGNALS = new NativeSignals();
  private static final Identities IDENTITIES = new NativeIdentities();
  private static final Confinement CONFINEMENT = new NativeConfinement();
  private static final Clock CLOCK = new NativeClock();

  private Kernel() {}

  public static Calls calls() {
    return new Calls(
        FILES, FOLDERS, DESCRIPTORS, SOCKETS, PROCESSES, SIGNALS, IDENTITIES, CONFINEMENT, CLOCK);
  }

  public static Files files() {
    return FILES;
  }

  public static Folders folders() {
    return FOLDERS;
  }

  public static Descriptors descriptors() {
    return DESCRIPTORS;
  }

  public static Sockets sockets() {
    return SOCKETS;
  }

  public static Processes processes() {
    return PROCESSES;
  }

  public static Signals signals() {
    return SIGNALS;
  }

  public static Identities identities() {
    return IDENTITIES;
  }

  public static Confinement confinement() {
    return CONFINEMENT;
  }

  public static Clock clock() {
    return CLOCK;
  }

  /**
   * Memory for {@code count} words, of which those processes have the same that are forked from now
   * on; none where the kernel has none left.
   */
  public static Optional<SharedWords> sharedWords(int count) {
    return NativeSharedWords.map(count);
  }

  /** What the call that just failed left in errno(3), negative, as all calls here answer. */
  static int failure() {
    return -Libc.errnoLocation().getInt();
  }

  /** The answer of a call that gives -1 when it fails. */
  static int checked(long answer) {
    return answer < 0 ? failure() : (int) answer;
  }
}
