/*
 * Starts a program as systemd would by socket activation: when a client waits at one of the
 * sockets, and again when it has ended and another client waits.
 *
 * activate FOLDER NAME... -- PROGRAM ARG...
 *
 * FOLDER/NAME are the AF_UNIX sockets. FOLDER/notify takes sd_notify messages, which go to
 * FOLDER/notified, a line each; FOLDER/started gets a line with the pid for each start and
 * FOLDER/ended one with the wait status for each end. With -n as the first word the program is
 * started at once; with -l Landlock is denied to it, as by an older kernel. FOLDER/over ends it all.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *folder;

static void die(const char *what) {
  perror(what);
  exit(100);
}

static char *in_folder(const char *name) {
  char *path;
  if (asprintf(&path, "%s/%s", folder, name) < 0) die("asprintf");
  return path;
}

static void note(const char *file, const char *text) {
  char line[2048];
  int fd = open(in_folder(file), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  int length = snprintf(line, sizeof line, "%s\n", text);
  if (fd < 0 || write(fd, line, length) != length) die(file);
  close(fd);
}

static int bound(const char *name, int type) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  int fd = socket(AF_UNIX, type | SOCK_CLOEXEC, 0);
  snprintf(address.sun_path, sizeof address.sun_path, "%s", in_folder(name));
  if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address)) die(name);
  if (type == SOCK_STREAM && listen(fd, 100)) die("listen");
  return fd;
}

static void deny_landlock(void) {
  struct sock_filter code[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_landlock_create_ruleset, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EOPNOTSUPP),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {sizeof code / sizeof *code, code};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) die("no_new_privs");
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)) die("seccomp");
}

static pid_t start(int *sockets, int count, char **program) {
  pid_t pid = fork();
  if (pid != 0) return pid;
  char text[16];
  snprintf(text, sizeof text, "%d", getpid());
  setenv("LISTEN_PID", text, 1);
  snprintf(text, sizeof text, "%d", count);
  setenv("LISTEN_FDS", text, 1);
  setenv("NOTIFY_SOCKET", in_folder("notify"), 1);
  setenv("INVOCATION_ID", "secret", 1);
  for (int i = 1; i < NSIG; i++) signal(i, SIG_DFL);
  signal(SIGPIPE, SIG_IGN);
  umask(077);
  if (chdir(folder)) die(folder);
  for (int i = 0; i < count; i++) sockets[i] = fcntl(sockets[i], F_DUPFD_CLOEXEC, 50);
  for (int i = 0; i < count; i++) dup2(sockets[i], 3 + i);
  execv(program[0], program);
  die(program[0]);
  return -1;
}

static void pass_on_notifications(int notify) {
  char text[1500];
  ssize_t length;
  while ((length = recv(notify, text, sizeof text - 1, MSG_DONTWAIT)) > 0) {
    text[length] = 0;
    for (char *c = text; *c; c++)
      if (*c == '\n') *c = '|';
    note("notified", text);
  }
}

int main(int argc, char **argv) {
  int sockets[16], count = 0, next = 1, at_once = 0;
  pid_t running = 0;
  if (argc > next && !strcmp(argv[next], "-n")) at_once = next++;
  if (argc > next && !strcmp(argv[next], "-l")) {
    deny_landlock();
    next++;
  }
  folder = argv[next++];
  for (; next < argc && strcmp(argv[next], "--"); next++)
    sockets[count++] = bound(argv[next], SOCK_STREAM);
  int notify = bound("notify", SOCK_DGRAM);
  for (;;) {
    struct pollfd set[17] = {{.fd = notify, .events = POLLIN}};
    int waiting = running ? 0 : count;
    for (int i = 0; i < waiting; i++) set[1 + i] = (struct pollfd){.fd = sockets[i], .events = POLLIN};
    int ready = poll(set, 1 + waiting, 5);
    pass_on_notifications(notify);
    char text[32];
    int status;
    if (running && waitpid(running, &status, WNOHANG) == running) {
      running = 0;
      snprintf(text, sizeof text, "%d", status);
      note("ended", text);
    } else if (!running && access(in_folder("over"), F_OK) == 0) {
      return 0;
    } else if (!running && (at_once || ready > (set[0].revents != 0))) {
      at_once = 0;
      running = start(sockets, count, argv + next + 1);
      snprintf(text, sizeof text, "%d", running);
      note("started", text);
    }
  }
}
