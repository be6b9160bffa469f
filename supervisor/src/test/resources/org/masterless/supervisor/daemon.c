/*
 * A daemon that speaks master(8)'s status protocol and does what its clients say.
 *
 * daemon FOLDER [ARG...]
 *
 * At start it writes what it inherited to FOLDER/dump.PID and its pid to FOLDER/daemons, and fails
 * if FOLDER/fail is there. A client sends one line: "pid" is answered with the pid; "hold" too, and
 * the daemon serves it until it closes; "exit N" ends the daemon in mid-client. "signal PID" and
 * "limit PID" are tried on another process, and answered like "pid". "garbage SEED" fills the status
 * channel with what is no report, or a lie, and is answered when all is written. "shut" shuts the status channel
 * down, "shut read" in the one direction that the supervisor can't see. "W" and NUL, a
 * wake-up, is noted in FOLDER/woken. With FOLDER/once there, it leaves after its first client.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

extern char **environ;
static const char *folder;

static char *in_folder(const char *name) {
  char *path;
  if (asprintf(&path, "%s/%s", folder, name) < 0) exit(100);
  return path;
}

static void note(const char *file, const char *text) {
  int fd = open(in_folder(file), O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (fd < 0 || write(fd, text, strlen(text)) < 0) exit(100);
  close(fd);
}

static const char *kind(int fd, struct stat *status) {
  int type = 0, listens = 0;
  socklen_t length = sizeof type;
  if (S_ISCHR(status->st_mode) && status->st_rdev == makedev(1, 3)) return "/dev/null";
  if (S_ISFIFO(status->st_mode)) return "pipe";
  if (!S_ISSOCK(status->st_mode)) return "something";
  getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &length);
  getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &length);
  return type != SOCK_STREAM ? "socket" : listens ? "listener" : "stream";
}

static void dump_descriptors(FILE *to) {
  static const char *access_modes[] = {"r", "w", "rw", "?"};
  for (int fd = 0; fd < 1024; fd++) {
    struct stat status;
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0 || fd == fileno(to) || fstat(fd, &status)) continue;
    fprintf(to, "fd %d %s %s%s%s\n", fd, kind(fd, &status), access_modes[flags & O_ACCMODE],
            flags & O_NONBLOCK ? " nonblock" : "",
            fcntl(fd, F_GETFD) & FD_CLOEXEC ? " cloexec" : "");
  }
}

static void dump_signals(FILE *to) {
  sigset_t blocked;
  sigprocmask(SIG_BLOCK, NULL, &blocked);
  for (int i = 1; i < 65; i++) {
    struct sigaction action;
    if (sigismember(&blocked, i) == 1) fprintf(to, "blocked %d\n", i);
    if (!sigaction(i, NULL, &action) && action.sa_handler == SIG_IGN) fprintf(to, "ignored %d\n", i);
  }
}

static void dump(int argc, char **argv) {
  char name[64], cwd[4096];
  mode_t mask = umask(0);
  umask(mask);
  snprintf(name, sizeof name, "dump.%d.new", getpid());
  FILE *to = fopen(in_folder(name), "w");
  if (!to || !getcwd(cwd, sizeof cwd)) exit(100);
  for (int i = 0; i < argc; i++) fprintf(to, "argv %s\n", argv[i]);
  for (char **e = environ; *e; e++) fprintf(to, "env %s\n", *e);
  dump_descriptors(to);
  dump_signals(to);
  fprintf(to, "cwd %s\numask %03o\n", cwd, mask);
  fclose(to);
  char *from = in_folder(name);
  char *done = strdup(from);
  done[strlen(done) - 4] = 0;
  rename(from, done);
}

static void report(int idle) {
  int status[3] = {getpid(), strtoul(getenv("GENERATION"), NULL, 8), idle};
  if (write(5, status, sizeof status) != sizeof status) exit(0);
}

/* Kills without kill(2): the owner of a pipe gets a signal of our choice when it can be read. */
static void signal_by_fcntl(pid_t pid) {
  int ends[2];
  if (pipe(ends)) exit(100);
  fcntl(ends[0], F_SETOWN, pid);
  fcntl(ends[0], F_SETSIG, SIGKILL);
  fcntl(ends[0], F_SETFL, O_ASYNC);
  if (write(ends[1], "", 1) != 1) exit(100);
  close(ends[0]);
  close(ends[1]);
}

static void limit(pid_t pid) {
  struct rlimit limit = {.rlim_cur = 9, .rlim_max = 9};
  prlimit(pid, RLIMIT_NOFILE, &limit, NULL);
}

/* Pieces of any length, and whole reports about anybody. */
static void garbage(int seed) {
  srand(seed);
  for (int i = 0; i < 500; i++) {
    int pids[] = {getpid(), getppid(), 0, 1, -1, 0x7fffffff, 0x80000000, rand()};
    int lie[30] = {pids[rand() % 8], rand() % 2 ? rand() : rand() % 4, rand() % 2 ? rand() : rand() % 2};
    for (int k = 3; k < 30; k++) lie[k] = rand();
    size_t length = rand() % 2 ? 12 : 1 + rand() % sizeof lie;
    if (write(5, lie, length) < 0) exit(0);
    if (rand() % 20 == 0) usleep(500);
  }
  /* The next report is not to be taken for the rest of this. */
  usleep(50000);
}

static void serve(int client) {
  char text[64], answer[32];
  int length = read(client, text, sizeof text - 1);
  text[length > 0 ? length : 0] = 0;
  if (length == 2 && text[0] == 'W' && text[1] == 0) note("woken", "W\n");
  if (!strncmp(text, "exit ", 5)) exit(atoi(text + 5));
  if (!strncmp(text, "signal ", 7)) signal_by_fcntl(atoi(text + 7));
  if (!strncmp(text, "limit ", 6)) limit(atoi(text + 6));
  if (!strncmp(text, "garbage ", 8)) garbage(atoi(text + 8));
  if (strchr("slg", text[0]) || !strncmp(text, "pid", 3) || !strncmp(text, "hold", 4)) {
    snprintf(answer, sizeof answer, "%d\n", getpid());
    if (write(client, answer, strlen(answer)) < 0) return;
  }
  if (!strncmp(text, "shut", 4)) shutdown(5, strcmp(text, "shut read") ? SHUT_RDWR : SHUT_RD);
  while (!strncmp(text, "hold", 4) && read(client, answer, sizeof answer) > 0) continue;
}

int main(int argc, char **argv) {
  char text[32];
  folder = argv[1];
  snprintf(text, sizeof text, "%d\n", getpid());
  note("daemons", text);
  if (access(in_folder("fail"), F_OK) == 0) return 1;
  dump(argc, argv);
  for (;;) {
    struct pollfd set[] = {{.fd = 5, .events = POLLIN}, {.fd = 6, .events = POLLIN}};
    if (poll(set, 2, -1) < 0) return 100;
    if (set[0].revents) return 0;
    int client = accept(6, NULL, NULL);
    if (client < 0) continue;
    fcntl(client, F_SETFL, 0);
    report(0);
    serve(client);
    close(client);
    if (access(in_folder("once"), F_OK) == 0) return 0;
    report(1);
  }
}
