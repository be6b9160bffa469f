package org.masterless.system;

import org.teavm.interop.Address;
import org.teavm.interop.Import;
import org.teavm.interop.Unmanaged;
import org.teavm.interop.c.Include;
import org.teavm.interop.c.Variable;

/**
 * The C functions that {@code system/} calls, as they are declared in C and nothing more.
 *
 * <p>An {@link Address} points into a Java array only while the call that it is written in runs:
 * the collector moves arrays, but only when something is allocated. So every buffer is passed as
 * {@code Address.ofData(buffer)} inside the call expression itself, and no address is ever kept.
 * Memory that has to stay where it is comes from {@code calloc} and is carried about as a {@code
 * long}.
 */
@Unmanaged
final class Libc {
  private Libc() {}

  @Import(name = "__errno_location")
  @Include("errno.h")
  static native Address errnoLocation();

  // Files

  @Import(name = "open")
  @Include("fcntl.h")
  static native int open(Address path, int flags, int mode);

  @Import(name = "close")
  @Include("unistd.h")
  static native int close(int fd);

  @Import(name = "read")
  @Include("unistd.h")
  static native long read(int fd, Address to, long length);

  @Import(name = "write")
  @Include("unistd.h")
  static native long write(int fd, Address from, long length);

  @Import(name = "rename")
  @Include("stdio.h")
  static native int rename(Address from, Address to);

  @Import(name = "unlink")
  @Include("unistd.h")
  static native int unlink(Address path);

  @Import(name = "mkdir")
  @Include("sys/stat.h")
  static native int mkdir(Address path, int mode);

  @Import(name = "rmdir")
  @Include("unistd.h")
  static native int rmdir(Address path);

  @Import(name = "symlink")
  @Include("unistd.h")
  static native int symlink(Address target, Address path);

  @Import(name = "readlink")
  @Include("unistd.h")
  static native long readlink(Address path, Address into, long size);

  @Import(name = "mkfifo")
  @Include("sys/stat.h")
  static native int mkfifo(Address path, int mode);

  @Import(name = "chmod")
  @Include("sys/stat.h")
  static native int chmod(Address path, int mode);

  @Import(name = "ftruncate")
  @Include("unistd.h")
  static native int ftruncate(int fd, long length);

  @Import(name = "flock")
  @Include("sys/file.h")
  static native int flock(int fd, int operation);

  @Import(name = "statx")
  @Include("sys/stat.h")
  static native int statx(int dirfd, Address path, int flags, int mask, Address into);

  // Folders

  @Import(name = "openat")
  @Include("fcntl.h")
  static native int openat(int folder, Address name, int flags, int mode);

  @Import(name = "mkdirat")
  @Include("sys/stat.h")
  static native int mkdirat(int folder, Address name, int mode);

  @Import(name = "unlinkat")
  @Include("unistd.h")
  static native int unlinkat(int folder, Address name, int flags);

  @Import(name = "renameat2")
  @Include("stdio.h")
  static native int renameat2(int from, Address name, int to, Address newName, int flags);

  @Import(name = "linkat")
  @Include("unistd.h")
  static native int linkat(int from, Address name, int to, Address newName, int flags);

  @Import(name = "fsync")
  @Include("unistd.h")
  static native int fsync(int fd);

  @Import(name = "fdatasync")
  @Include("unistd.h")
  static native int fdatasync(int fd);

  @Import(name = "fchmod")
  @Include("sys/stat.h")
  static native int fchmod(int fd, int mode);

  @Import(name = "fchown")
  @Include("unistd.h")
  static native int fchown(int fd, int uid, int gid);

  @Import(name = "lseek")
  @Include("unistd.h")
  static native long lseek(int fd, long offset, int whence);

  @Import(name = "getdents64")
  @Include("dirent.h")
  static native long getdents(int folder, Address into, long size);

  // Descriptors

  @Import(name = "fcntl")
  @Include("fcntl.h")
  static native int fcntl(int fd, int command, int argument);

  @Import(name = "dup2")
  @Include("unistd.h")
  static native int dup2(int from, int to);

  @Import(name = "close_range")
  @Include("unistd.h")
  static native int closeRange(int first, int last, int flags);

  @Import(name = "pipe2")
  @Include("unistd.h")
  static native int pipe2(Address into, int flags);

  @Import(name = "poll")
  @Include("poll.h")
  static native int poll(Address descriptors, long count, int milliseconds);

  // Sockets

  @Import(name = "socket")
  @Include("sys/socket.h")
  static native int socket(int domain, int type, int protocol);

  @Import(name = "socketpair")
  @Include("sys/socket.h")
  static native int socketpair(int domain, int type, int protocol, Address into);

  @Import(name = "connect")
  @Include("sys/socket.h")
  static native int connect(int fd, Address address, int length);

  @Import(name = "bind")
  @Include("sys/socket.h")
  static native int bind(int fd, Address address, int length);

  @Import(name = "listen")
  @Include("sys/socket.h")
  static native int listen(int fd, int backlog);

  @Import(name = "accept4")
  @Include("sys/socket.h")
  static native int accept4(int fd, Address address, Address length, int flags);

  @Import(name = "getsockname")
  @Include("sys/socket.h")
  static native int getsockname(int fd, Address address, Address length);

  @Import(name = "getsockopt")
  @Include("sys/socket.h")
  static native int getsockopt(int fd, int level, int option, Address into, Address length);

  @Import(name = "sendmsg")
  @Include("sys/socket.h")
  static native long sendmsg(int fd, Address message, int flags);

  @Import(name = "send")
  @Include("sys/socket.h")
  static native long send(int fd, Address data, long length, int flags);

  // Processes

  @Import(name = "fork")
  @Include("unistd.h")
  static native int fork();

  @Import(name = "execve")
  @Include("unistd.h")
  static native int execve(Address path, Address arguments, Address environment);

  @Import(name = "_exit")
  @Include("unistd.h")
  static native void exitNow(int status);

  @Import(name = "setsid")
  @Include("unistd.h")
  static native int setsid();

  @Import(name = "waitpid")
  @Include("sys/wait.h")
  static native int waitpid(int pid, Address status, int options);

  @Import(name = "kill")
  @Include("signal.h")
  static native int kill(int pid, int signal);

  @Import(name = "getpid")
  @Include("unistd.h")
  static native int getpid();

  @Import(name = "getppid")
  @Include("unistd.h")
  static native int getppid();

  @Import(name = "chdir")
  @Include("unistd.h")
  static native int chdir(Address path);

  @Import(name = "umask")
  @Include("sys/stat.h")
  static native int umask(int mask);

  @Import(name = "setrlimit")
  @Include("sys/resource.h")
  static native int setrlimit(int resource, Address limits);

  @Import(name = "prctl")
  @Include("sys/prctl.h")
  static native int prctl(int option, long a, long b, long c, long d);

  // Signals

  @Import(name = "sigemptyset")
  @Include("signal.h")
  static native int sigemptyset(Address set);

  @Import(name = "sigaddset")
  @Include("signal.h")
  static native int sigaddset(Address set, int signal);

  @Import(name = "sigprocmask")
  @Include("signal.h")
  static native int sigprocmask(int how, Address set, Address old);

  @Import(name = "signalfd")
  @Include("sys/signalfd.h")
  static native int signalfd(int fd, Address set, int flags);

  // Identities

  @Import(name = "getpwnam_r")
  @Include("pwd.h")
  static native int getpwnam(
      Address name, Address into, Address buffer, long length, Address found);

  @Import(name = "getgrouplist")
  @Include("grp.h")
  static native int getgrouplist(Address user, int gid, Address groups, Address count);

  @Import(name = "setgroups")
  @Include("grp.h")
  static native int setgroups(long count, Address groups);

  @Import(name = "getgroups")
  @Include("unistd.h")
  static native int getgroups(int count, Address groups);

  @Import(name = "setresgid")
  @Include("unistd.h")
  static native int setresgid(int real, int effective, int saved);

  @Import(name = "setresuid")
  @Include("unistd.h")
  static native int setresuid(int real, int effective, int saved);

  @Import(name = "getresuid")
  @Include("unistd.h")
  static native int getresuid(Address real, Address effective, Address saved);

  @Import(name = "getresgid")
  @Include("unistd.h")
  static native int getresgid(Address real, Address effective, Address saved);

  @Import(name = "seteuid")
  @Include("unistd.h")
  static native int seteuid(int uid);

  @Import(name = "setegid")
  @Include("unistd.h")
  static native int setegid(int gid);

  @Import(name = "geteuid")
  @Include("unistd.h")
  static native int geteuid();

  /** For calls that glibc has no function for. */
  @Import(name = "syscall")
  @Include("unistd.h")
  static native long systemCall(long number, long a, long b, long c);

  @Variable
  @Import(name = "SYS_capget")
  @Include("sys/syscall.h")
  static native long capgetNumber();

  @Variable
  @Import(name = "SYS_capset")
  @Include("sys/syscall.h")
  static native long capsetNumber();

  // Confinement

  @Import(name = "uname")
  @Include("sys/utsname.h")
  static native int uname(Address into);

  @Variable
  @Import(name = "SYS_landlock_create_ruleset")
  @Include("sys/syscall.h")
  static native long landlockCreateRulesetNumber();

  @Variable
  @Import(name = "SYS_landlock_restrict_self")
  @Include("sys/syscall.h")
  static native long landlockRestrictSelfNumber();

  // Time and memory

  @Import(name = "clock_gettime")
  @Include("time.h")
  static native int clockGettime(int clock, Address into);

  @Import(name = "timer_create")
  @Include("time.h")
  static native int timerCreate(int clock, Address event, Address into);

  @Import(name = "timer_settime")
  @Include("time.h")
  static native int timerSet(Address timer, int flags, Address time, Address old);

  @Import(name = "mmap")
  @Include("sys/mman.h")
  static native Address mmap(
      Address where, long length, int protection, int flags, int fd, long offset);

  @Import(name = "munmap")
  @Include("sys/mman.h")
  static native int munmap(Address memory, long length);

  @Import(name = "calloc")
  @Include("stdlib.h")
  static native Address calloc(long count, long size);

  @Import(name = "free")
  @Include("stdlib.h")
  static native void free(Address memory);

  @Import(name = "gethostname")
  @Include("unistd.h")
  static native int gethostname(Address into, long length);

  // The program's own start

  /** {@code environ(7)}. */
  @Variable
  @Import(name = "environ")
  @Include("unistd.h")
  static native Address environ();

  /** {@code argv}, kept aside by the native build before the runtime decodes it. */
  @Import(name = "program_argv")
  @Include("program_argv.h")
  static native Address programArguments();
}
