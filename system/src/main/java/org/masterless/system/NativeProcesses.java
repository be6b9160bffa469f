package org.masterless.system;

import java.util.List;
import org.teavm.interop.Address;

/** {@link Processes} as the kernel does them. */
final class NativeProcesses implements Processes {
  private static final int WNOHANG = 1;
  private static final int WUNTRACED = 2;
  private static final int SIG_SETMASK = 2;
  private static final int PR_SET_CHILD_SUBREAPER = 36;

  @Override
  public int pid() {
    return Libc.getpid();
  }

  @Override
  public int parent() {
    return Libc.getppid();
  }

  @Override
  public int spawn(Launch launch) {
    if (!isSound(launch)) {
      return -Errno.EINVAL;
    }
    long path = CStrings.vector(List.of(launch.path()));
    long arguments = CStrings.vector(launch.arguments());
    long environment = CStrings.vector(launch.environment());
    int pid =
        path == 0 || arguments == 0 || environment == 0
            ? -Errno.ENOMEM
            : Kernel.checked(Libc.fork());
    if (pid == 0) {
      execute(launch, path, arguments, environment);
    }
    CStrings.free(path);
    CStrings.free(arguments);
    CStrings.free(environment);
    return pid;
  }

  private static boolean isSound(Launch launch) {
    int count = launch.descriptors().size();
    for (int descriptor : launch.descriptors()) {
      if (descriptor < count) {
        return false;
      }
    }
    return (launch.ruleset() < 0 || launch.ruleset() >= count)
        && areCStrings(launch.arguments())
        && areCStrings(launch.environment())
        && Octets.isCString(launch.path());
  }

  private static boolean areCStrings(List<String> strings) {
    for (String string : strings) {
      if (!Octets.isCString(string)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int fork() {
    return Kernel.checked(Libc.fork());
  }

  /** The child's side of {@link #spawn}: never returns. */
  private static void execute(Launch launch, long path, long arguments, long environment) {
    int failure = arrange(launch.descriptors());
    if (failure == 0 && launch.ruleset() >= 0) {
      failure = Kernel.confinement().restrict(launch.ruleset());
    }
    if (failure == 0) {
      byte[] none = new byte[128];
      Libc.sigprocmask(SIG_SETMASK, Address.ofData(none), Address.fromLong(0));
      long program = Address.fromLong(path).getLong();
      Libc.execve(
          Address.fromLong(program), Address.fromLong(arguments), Address.fromLong(environment));
      failure = Kernel.failure();
    }
    launch.complaints().error("cannot execute " + launch.path() + ": " + Errno.message(failure));
    Libc.exitNow(failure == -Errno.EACCES ? MAY_NOT_EXECUTE : 1);
  }

  private static int arrange(List<Integer> descriptors) {
    int answer = 0;
    for (int target = 0; target < descriptors.size() && answer >= 0; target++) {
      answer = Kernel.checked(Libc.dup2(descriptors.get(target), target));
    }
    return Math.min(0, answer);
  }

  @Override
  public int reap(ChildExit into) {
    int[] status = new int[1];
    int pid = Kernel.checked(Libc.waitpid(-1, Address.ofData(status), WNOHANG | WUNTRACED));
    into.status = status[0];
    return pid;
  }

  @Override
  public int signal(int pid, int signal) {
    return Kernel.checked(Libc.kill(pid, signal));
  }

  @Override
  public int adoptOrphans() {
    return Kernel.checked(Libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0));
  }

  @Override
  public int chdir(String folder) {
    if (!Octets.isCString(folder)) {
      return -Errno.EINVAL;
    }
    byte[] name = Octets.terminated(folder);
    return Kernel.checked(Libc.chdir(Address.ofData(name)));
  }

  @Override
  public int umask(int mask) {
    return Libc.umask(mask);
  }

  @Override
  public void exit(int status) {
    Libc.exitNow(status);
  }
}
