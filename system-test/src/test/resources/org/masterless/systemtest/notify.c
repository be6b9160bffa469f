/*
 * A hacked daemon: it tells systemd, over sd_notify's socket, whatever its clients send, one line a message. In that, "|"
 * is a newline, "#" the daemon's own pid, and "=STORE" at the end has a descriptor passed along. Each line is answered with
 * "sent", or with why it could not be.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define STATUS 5
#define FIRST_LISTENER 6

static void report(int idle)
{
    const char *generation = getenv("GENERATION");
    int status[] = { getpid(), (int) strtoul(generation ? generation : "0", NULL, 8), idle };
    if (write(STATUS, status, sizeof status) != sizeof status)
        exit(0);
}

static int notify(const char *text, size_t length, int passed)
{
    struct sockaddr_un systemd = { .sun_family = AF_UNIX, .sun_path = "/run/systemd/notify" };
    struct iovec part = { (void *) text, length };
    union { char space[CMSG_SPACE(sizeof(int))]; struct cmsghdr aligned; } control = { { 0 } };
    struct msghdr message = { .msg_name = &systemd, .msg_namelen = sizeof systemd, .msg_iov = &part, .msg_iovlen = 1 };
    int from = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (passed >= 0) {
        message.msg_control = &control;
        message.msg_controllen = sizeof control.space;
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(header), &passed, sizeof passed);
    }
    int answer = from < 0 || sendmsg(from, &message, MSG_NOSIGNAL) < 0 ? errno : 0;
    close(from);
    return answer;
}

static void forward(const char *line, FILE *to)
{
    char text[8192];
    size_t length = 0;
    int passed = -1;
    for (; *line && length < sizeof text - 16; line++) {
        if (!strcmp(line, "=STORE")) {
            passed = dup(STATUS);
            break;
        }
        if (*line == '#')
            length += sprintf(text + length, "%d", getpid());
        else
            text[length++] = *line == '|' ? '\n' : *line;
    }
    int error = notify(text, length, passed);
    fprintf(to, "%s\n", error ? strerror(error) : "sent");
}

int main(void)
{
    for (;;) {
        int client = accept(FIRST_LISTENER, NULL, NULL);
        if (client < 0) {
            usleep(1000);
            continue;
        }
        report(0);
        FILE *in = fdopen(client, "r"), *out = fdopen(dup(client), "w");
        char line[8192];
        while (fgets(line, sizeof line, in)) {
            line[strcspn(line, "\n")] = 0;
            forward(line, out);
        }
        fclose(out);
        fclose(in);
        report(1);
    }
}
