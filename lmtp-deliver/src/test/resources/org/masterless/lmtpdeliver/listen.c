/*
 * Starts a program as systemd would with a socket unit of Accept=no, or of Accept=yes.
 *
 * listen [-3|-0] SOCKET PROGRAM ARG...
 *
 * SOCKET is an AF_UNIX path. The program gets the listening socket as descriptor 3; with -3 one
 * connection that was accepted there, and with -0 that connection as standard input.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static void die(const char *what) {
  perror(what);
  exit(100);
}

int main(int argc, char **argv) {
  int input = argc > 1 && !strcmp(argv[1], "-0");
  int connection = input || (argc > 1 && !strcmp(argv[1], "-3"));
  char **rest = argv + 1 + connection;
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  snprintf(address.sun_path, sizeof address.sun_path, "%s.", rest[0]);
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address)) die("bind");
  if (listen(fd, 128)) die("listen");
  /* Who sees it there can connect. */
  if (rename(address.sun_path, rest[0])) die("rename");
  if (connection) fd = accept(fd, NULL, NULL);
  if (fd < 0 || dup2(fd, input ? 0 : 3) < 0) die("socket");
  char text[16];
  snprintf(text, sizeof text, "%d", getpid());
  if (!input) {
    setenv("LISTEN_PID", text, 1);
    setenv("LISTEN_FDS", "1", 1);
  }
  for (int i = input ? 3 : 4; i < 100; i++) close(i);
  execv(rest[1], rest + 1);
  die(rest[1]);
}
