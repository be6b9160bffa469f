package org.masterless.system;

import java.util.List;
import org.teavm.interop.Address;

/** {@link Processes} as the kernel does them. */
final class NativeProcesses implements Processes {
  private static final int WNOHANG = 1;
  private static final int WUNTRACED = 2;
  private static final int SIG_SETMASK = 2;
  private static final int PR_SET_PDEATHSIG = 1;
  private static final int PR_SET_CHILD_SUBREAPER = 36;
  private static final int RLIMIT_NPROC = 6;
  private static final int CLOCK_MONOTONIC = 1;

  /** struct sigevent, whose sigev_notify 0 is SIGEV_SIGNAL. */
  private static final int SIGEVENT_SIZE = 64;

  private static final int SIGEVENT_SIGNAL = 8;

  /** struct itimerspec: an interval, and from now on; seconds and nanoseconds each. */
  private static final int TIMER_SIZE = 32;

  private static final int TIMER_SECONDS = 16;
  private static final int TIMER_NANOSECONDS = 24;

  /** The timer of {@link #dieAfter}, and whose it is: a child has none. */
  private long timer;

  private int timerOwner;

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
    return spawn(launch, false);
  }

  @Override
  public int spawnLeader(Launch launch) {
    return spawn(launch, true);
  }

  private static int spawn(Launch launch, boolean isLeader) {
    if (!isSound(launch)) {
      return -Errno.EINVAL;
    }
    long path = CStrings.vector(List.of(launch.path()));
    long arguments = CStrings.vector(launch.arguments());
    long environment = CStrings.vector(launch.environment());
    int self = Libc.getpid();
    int pid =
        path == 0 || arguments == 0 || environment == 0
            ? -Errno.ENOMEM
            : Kernel.checked(Libc.fork());
    if (pid == 0) {
      int alone = isLeader ? lead(self) : 0;
      execute(launch, alone, path, arguments, environment);
    }
    CStrings.free(path);
    CStrings.free(arguments);
    CStrings.free(environment);
    return pid;
  }

  /** The second check is for a parent that ended before the kernel was told. */
  private static int lead(int parent) {
    int session = Kernel.checked(Libc.setsid());
    int told = Kernel.checked(Libc.prctl(PR_SET_PDEATHSIG, Signals.SIGKILL, 0, 0, 0));
    return Libc.getppid() == parent ? Math.min(session, told) : -Errno.ESRCH;
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

  /** The child's side of {@link #spawn}, unless it has failed already: never returns. */
  private static void execute(
      Launch launch, int failed, long path, long arguments, long environment) {
    int failure = failed < 0 ? failed : arrange(launch.descriptors());
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
  public int signalGroup(int leader, int signal) {
    return leader > 1 ? Kernel.checked(Libc.kill(-leader, signal)) : -Errno.EINVAL;
  }

  @Override
  public int dieAfter(int milliseconds) {
    if (milliseconds < 1) {
      // To the kernel, 0 is never.
      return -Errno.EINVAL;
    }
    int answer = timerOwner == pid() ? 0 : makeTimer();
    if (answer < 0) {
      return answer;
    }
    byte[] time = new byte[TIMER_SIZE];
    LittleEndian.putInt32(time, TIMER_SECONDS, milliseconds / 1000);
    LittleEndian.putInt32(time, TIMER_NANOSECONDS, milliseconds % 1000 * 1_000_000);
    return Kernel.checked(
        Libc.timerSet(Address.fromLong(timer), 0, Address.ofData(time), Address.fromLong(0)));
  }

  private int makeTimer() {
    byte[] event = new byte[SIGEVENT_SIZE];
    LittleEndian.putInt32(event, SIGEVENT_SIGNAL, Signals.SIGKILL);
    long[] made = new long[1];
    int answer =
        Kernel.checked(
            Libc.timerCreate(CLOCK_MONOTONIC, Address.ofData(event), Address.ofData(made)));
    if (answer == 0) {
      timer = made[0];
      timerOwner = pid();
    }
    return answer;
  }

  @Override
  public int limitOfUser(int most) {
    long[] limits = {most, most};
    return Kernel.checked(Libc.setrlimit(RLIMIT_NPROC, Address.ofData(limits)));
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
