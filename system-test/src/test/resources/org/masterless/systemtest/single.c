/*
 * A daemon of master(8) for a service that may have one process only. It tells each client "alone", or "in company" if
 * another process of its service lives: who holds the abstract socket that is called like the service is the first one.
 *
 * With an argument "once" it ends after its first client.
 */
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <syslog.h>
#include <unistd.h>

#define STATUS 5
#define FIRST_LISTENER 6

/* Whether anybody hears it. */
static int report(int idle)
{
    const char *generation = getenv("GENERATION");
    struct {
        int pid;
        unsigned generation;
        int idle;
    } status = { getpid(), (unsigned) strtoul(generation ? generation : "0", NULL, 8), idle };
    return write(STATUS, &status, sizeof status) == sizeof status;
}

static int is_alone(const char *service)
{
    struct sockaddr_un name = { .sun_family = AF_UNIX };
    socklen_t size = (socklen_t) (offsetof(struct sockaddr_un, sun_path) + 1 + strlen(service));
    strncpy(name.sun_path + 1, service, sizeof name.sun_path - 2);
    return bind(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *) &name, size) == 0;
}

static void serve(const char *words)
{
    int client = accept(FIRST_LISTENER, NULL, NULL);
    if (client < 0)
        return;
    /* A client that was accepted is served, as Postfix's daemons do, also by who is to go. */
    (void) report(0);
    if (write(client, words, strlen(words)) > 0)
        usleep(1000);
    close(client);
    if (!report(1))
        exit(0);
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN);
    const char *service = "";
    for (int i = 1; i + 1 < argc; i++)
        if (strcmp(argv[i], "-n") == 0)
            service = argv[i + 1];
    const char *words = is_alone(service) ? "alone\n" : "in company\n";
    if (words[0] == 'i')
        syslog(LOG_MAIL | LOG_ERR, "%s is in company", service);
    int once = strcmp(argv[argc - 1], "once") == 0;
    struct pollfd set[2] = { { STATUS, POLLIN, 0 }, { FIRST_LISTENER, POLLIN, 0 } };
    while (poll(set, 2, -1) > 0 && set[0].revents == 0) {
        serve(words);
        if (once)
            break;
    }
    return 0;
}
