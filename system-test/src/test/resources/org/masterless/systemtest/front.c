/*
 * A front that hands a message to each of some users at the same time.
 *
 * front SOCKET USER...
 *
 * Connects for each user, sends the name, and prints each first reply, "USER REPLY". Then it waits
 * for a line on standard input, sends envelopes and messages, and prints each second reply.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static void die(const char *what) {
  perror(what);
  exit(1);
}

static int connected(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address)) die(path);
  return fd;
}

/* Whether the other end has gone is seen by its reply. */
static void send_all(int fd, const void *bytes, size_t length) {
  if (send(fd, bytes, length, MSG_NOSIGNAL) != (ssize_t)length) fprintf(stderr, "not sent\n");
}

static void send_frame(int fd, char type, const void *payload, size_t length) {
  unsigned char header[4] = {type, length >> 16, length >> 8, length};
  send_all(fd, header, 4);
  send_all(fd, payload, length);
}

static void print_reply(int fd, const char *user) {
  unsigned char header[4];
  char payload[1025];
  size_t have = 0;
  for (ssize_t n; have < 4; have += n)
    if ((n = read(fd, header + have, 4 - have)) <= 0) {
      printf("%s closed\n", user);
      return;
    }
  size_t length = header[2] << 8 | header[3];
  have = 0;
  for (ssize_t n; have < length; have += n)
    if ((n = read(fd, payload + have, length - have)) <= 0) die("reply");
  payload[length] = 0;
  printf("%s %s\n", user, payload);
  fflush(stdout);
}

static void send_message(int fd, const char *user) {
  char envelope[500], body[200];
  unsigned char end[16] = {0};
  int length = snprintf(envelope, sizeof envelope,
                        "sender=s@example.org%crecipient=%s@example.com%csession=T1%c", 0, user, 0, 0);
  send_frame(fd, 'E', envelope, length);
  length = snprintf(body, sizeof body, "Subject: for %s\n\nhello\n", user);
  send_frame(fd, 'D', body, length);
  end[7] = length;
  end[15] = 3;
  send_frame(fd, 'X', end, sizeof end);
}

int main(int argc, char **argv) {
  int fds[100];
  char line[100];
  for (int i = 2; i < argc; i++) {
    char name[256] = {0};
    snprintf(name, sizeof name, "%s", argv[i]);
    fds[i] = connected(argv[1]);
    send_all(fds[i], name, sizeof name);
  }
  for (int i = 2; i < argc; i++) print_reply(fds[i], argv[i]);
  if (!fgets(line, sizeof line, stdin)) return 2;
  for (int i = 2; i < argc; i++) send_message(fds[i], argv[i]);
  for (int i = 2; i < argc; i++) print_reply(fds[i], argv[i]);
  return 0;
}
