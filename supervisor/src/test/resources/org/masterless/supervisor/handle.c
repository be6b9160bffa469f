/*
 * Either end of the connection between supervisors and the stand-in, for the tests of both.
 *
 * handle serve PATH SEED   is a stand-in that sends garbage to each supervisor, then leaves it; prints a line for each
 * handle flood PATH SEED   is a process of the mail owner's that sends garbage to the stand-in
 * handle ask PATH          is a good supervisor: it prints "here" when it has reported, then each order that it gets
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define PACKETS 200
#define CONNECTIONS 300

static char garbage[100000];

static void die(const char *what) {
  perror(what);
  exit(100);
}

static struct sockaddr_un address_of(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
  return address;
}

static int connected(const char *path) {
  struct sockaddr_un address = address_of(path);
  int fd = socket(AF_UNIX, SOCK_SEQPACKET, 0);
  if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address)) die("connect");
  return fd;
}

/* Of any length, now and then with a descriptor, and now and then what looks like a report. */
static void send_garbage(int fd, int may_stop) {
  static const char *reports[] = {"1 2", "2 1", " ", "  ", "1000000 1000000", "1 99999999999999999999",
                                  "-1 -1", "0x1 0x2", "1 2 3", "1", "\n", "999999999 1000000000000000", "R", "RRRR"};
  size_t length = rand() % (rand() % 50 ? 40 : sizeof garbage);
  union { char space[CMSG_SPACE(sizeof(int))]; struct cmsghdr aligned; } control = {{0}};
  for (size_t i = 0; i < length && i < 64; i++) garbage[i] = rand();
  if (rand() % 2) length = strlen(strcpy(garbage, reports[rand() % (sizeof reports / sizeof *reports)]));
  if (!may_stop && garbage[0] == 'S') garbage[0] = 's';
  struct iovec part = {garbage, length};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
  if (rand() % 10 == 0) {
    message.msg_control = &control;
    message.msg_controllen = sizeof control.space;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &fd, sizeof fd);
  }
  sendmsg(fd, &message, MSG_NOSIGNAL | (rand() % 2 ? MSG_DONTWAIT : 0));
}

static void serve(const char *path) {
  struct sockaddr_un address = address_of(path);
  int listener = socket(AF_UNIX, SOCK_SEQPACKET, 0);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 10)) die(path);
  for (;;) {
    int fd = accept(listener, NULL, NULL);
    if (fd < 0) die("accept");
    for (int i = 0; i < PACKETS; i++) send_garbage(fd, 0);
    puts("served");
    fflush(stdout);
    close(fd);
  }
}

static void flood(const char *path) {
  for (int i = 0; i < CONNECTIONS; i++) {
    int fd = connected(path);
    for (int packets = rand() % PACKETS; packets > 0; packets--) send_garbage(fd, 1);
    if (rand() % 3 == 0) shutdown(fd, rand() % 3);
    if (rand() % 4) close(fd);
  }
}

static void ask(const char *path) {
  char order[16];
  int fd = connected(path);
  if (send(fd, "1 2", 3, 0) != 3) die("send");
  puts("here");
  fflush(stdout);
  for (ssize_t length; (length = recv(fd, order, sizeof order, 0)) > 0; fflush(stdout))
    printf("%.*s\n", (int)length, order);
}

int main(int argc, char **argv) {
  if (argc < 3) return 64;
  srand(argc > 3 ? atoi(argv[3]) : 0);
  if (!strcmp(argv[1], "serve")) serve(argv[2]);
  if (!strcmp(argv[1], "flood")) flood(argv[2]);
  if (!strcmp(argv[1], "ask")) ask(argv[2]);
  return 0;
}
