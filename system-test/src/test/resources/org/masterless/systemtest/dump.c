/*
 * A daemon of master(8) that shows what it was born with: argv, environment, descriptors, process state. It sends one
 * "key<TAB>value" a line to the stream socket COLLECTOR and then serves clients until its master closes the status channel.
 *
 * It asks the kernel by calls alone, since /proc is closed to daemons in their sandbox.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

#define COLLECTOR "/srv/dump.sock"
#define STATUS 5
#define FIRST_LISTENER 6
#define HIGHEST 256

extern char **environ;

static FILE *out;

/* Bytes that could be taken for something else leave as \ooo. */
static void quoted(const char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char) *text;
        if (c < ' ' || c > '~' || c == '\\')
            fprintf(out, "\\%03o", c);
        else
            putc(c, out);
    }
}

static void line(const char *key, const char *value)
{
    fprintf(out, "%s\t", key);
    quoted(value);
    putc('\n', out);
}

static void words(int argc, char **argv)
{
    fprintf(out, "argv\t");
    for (int i = 0; i < argc; i++) {
        fputs(i ? " <" : "<", out);
        quoted(argv[i]);
        putc('>', out);
    }
    putc('\n', out);
}

static void environment(void)
{
    for (char **pair = environ; *pair; pair++) {
        int name = (int) strcspn(*pair, "=");
        fprintf(out, "environment %.*s\t", name, *pair);
        quoted((*pair)[name] ? *pair + name + 1 : "");
        putc('\n', out);
    }
}

static const char *kind(mode_t mode)
{
    switch (mode & S_IFMT) {
    case S_IFCHR: return "character device";
    case S_IFIFO: return "fifo";
    case S_IFSOCK: return "socket";
    case S_IFREG: return "file";
    case S_IFDIR: return "folder";
    default: return "something else";
    }
}

static const char *access_of(int flags)
{
    return (flags & O_ACCMODE) == O_RDWR ? "read-write" : (flags & O_ACCMODE) == O_WRONLY ? "write" : "read";
}

static void number(int fd, const char *what, long value)
{
    fprintf(out, "descriptor %d %s\t%ld\n", fd, what, value);
}

static void option(int fd, const char *what, int level, int name)
{
    int value = 0;
    socklen_t size = sizeof value;
    if (getsockopt(fd, level, name, &value, &size) == 0)
        number(fd, what, value);
}

static void name_of(int fd)
{
    union {
        struct sockaddr any;
        struct sockaddr_un local;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
    } address;
    char text[INET6_ADDRSTRLEN] = "";
    socklen_t size = sizeof address;
    memset(&address, 0, sizeof address);
    if (getsockname(fd, &address.any, &size) < 0)
        return;
    fprintf(out, "descriptor %d name\t", fd);
    if (address.any.sa_family == AF_UNIX)
        quoted(size > offsetof(struct sockaddr_un, sun_path) ? address.local.sun_path : "");
    else if (address.any.sa_family == AF_INET)
        fprintf(out, "%s:%d", inet_ntop(AF_INET, &address.v4.sin_addr, text, sizeof text), ntohs(address.v4.sin_port));
    else
        fprintf(out, "[%s]:%d", inet_ntop(AF_INET6, &address.v6.sin6_addr, text, sizeof text), ntohs(address.v6.sin6_port));
    putc('\n', out);
}

/* A listener's backlog is in the field where a connection counts what it has sacked. */
static void backlog(int fd)
{
    struct tcp_info info;
    socklen_t size = sizeof info;
    memset(&info, 0, sizeof info);
    if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) == 0)
        number(fd, "backlog", info.tcpi_sacked);
}

static void socket_of(int fd)
{
    option(fd, "domain", SOL_SOCKET, SO_DOMAIN);
    option(fd, "type", SOL_SOCKET, SO_TYPE);
    option(fd, "listens", SOL_SOCKET, SO_ACCEPTCONN);
    option(fd, "reuses address", SOL_SOCKET, SO_REUSEADDR);
    option(fd, "reuses port", SOL_SOCKET, SO_REUSEPORT);
    option(fd, "keeps alive", SOL_SOCKET, SO_KEEPALIVE);
    option(fd, "passes credentials", SOL_SOCKET, SO_PASSCRED);
    option(fd, "receive buffer", SOL_SOCKET, SO_RCVBUF);
    option(fd, "send buffer", SOL_SOCKET, SO_SNDBUF);
    option(fd, "IPv6 only", IPPROTO_IPV6, IPV6_V6ONLY);
    option(fd, "free bind", IPPROTO_IP, IP_FREEBIND);
    backlog(fd);
    name_of(fd);
}

static void descriptor(int fd)
{
    struct stat info;
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0 || fstat(fd, &info) < 0)
        return;
    fprintf(out, "descriptor %d kind\t%s", fd, kind(info.st_mode));
    if (S_ISCHR(info.st_mode))
        fprintf(out, " %u:%u", major(info.st_rdev), minor(info.st_rdev));
    fprintf(out, "\ndescriptor %d access\t%s\n", fd, access_of(flags));
    fprintf(out, "descriptor %d flags\t%s%s%s\n", fd, flags & O_NONBLOCK ? "non-blocking" : "blocking",
            flags & O_APPEND ? " append" : "", flags & O_ASYNC ? " async" : "");
    number(fd, "close on exec", fcntl(fd, F_GETFD) & FD_CLOEXEC);
    if (S_ISSOCK(info.st_mode))
        socket_of(fd);
}

static void signals(void)
{
    sigset_t blocked;
    sigprocmask(SIG_SETMASK, NULL, &blocked);
    for (int i = 1; i < NSIG; i++) {
        struct sigaction action;
        if (sigismember(&blocked, i) == 1)
            fprintf(out, "signal %d mask\tblocked\n", i);
        if (sigaction(i, NULL, &action) == 0 && action.sa_handler != SIG_DFL)
            fprintf(out, "signal %d disposition\t%s\n", i, action.sa_handler == SIG_IGN ? "ignored" : "handled");
    }
}

static void limits(void)
{
    static const char *const names[] = { "cpu", "fsize", "data", "stack", "core", "rss", "nproc", "nofile", "memlock", "as",
        "locks", "sigpending", "msgqueue", "nice", "rtprio", "rttime" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct rlimit limit;
        if (getrlimit((int) i, &limit) == 0)
            fprintf(out, "limit %s\t%lld %lld\n", names[i], (long long) limit.rlim_cur, (long long) limit.rlim_max);
    }
}

static void rights(void)
{
    uid_t user[3];
    gid_t group[3];
    gid_t groups[64];
    struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
    struct __user_cap_data_struct sets[2];
    getresuid(&user[0], &user[1], &user[2]);
    getresgid(&group[0], &group[1], &group[2]);
    fprintf(out, "rights users\t%d %d %d\n", user[0], user[1], user[2]);
    fprintf(out, "rights groups\t%d %d %d\n", group[0], group[1], group[2]);
    fprintf(out, "rights further groups\t");
    for (int i = 0, n = getgroups(64, groups); i < n; i++)
        fprintf(out, "%d ", groups[i]);
    memset(sets, 0, sizeof sets);
    syscall(SYS_capget, &header, sets);
    fprintf(out, "\nrights capabilities\t%08x%08x\n", sets[1].permitted, sets[0].permitted);
    fprintf(out, "rights no new privileges\t%d\n", prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
}

static void process(void)
{
    char folder[4096] = "";
    mode_t mask = umask(0);
    umask(mask);
    int death = 0;
    prctl(PR_GET_PDEATHSIG, &death);
    line("process folder", getcwd(folder, sizeof folder) ? folder : "?");
    fprintf(out, "process umask\t%03o\n", mask);
    fprintf(out, "process session\t%s\n", getsid(0) == getppid() ? "its parent's" : "another");
    fprintf(out, "process group\t%s\n", getpgrp() == getppid() ? "its parent's" : "another");
    fprintf(out, "process nice value\t%d\n", getpriority(PRIO_PROCESS, 0));
    fprintf(out, "process timer slack\t%d\n", prctl(PR_GET_TIMERSLACK, 0, 0, 0, 0));
    fprintf(out, "process parent death signal\t%d\n", death);
}

static void report(int idle)
{
    const char *generation = getenv("GENERATION");
    struct {
        int pid;
        unsigned generation;
        int idle;
    } status = { getpid(), (unsigned) strtoul(generation ? generation : "0", NULL, 8), idle };
    if (write(STATUS, &status, sizeof status) != sizeof status)
        exit(0);
}

/* A client of whatever kind: a connection, a datagram, a few bytes in a FIFO. */
static void serve(int fd)
{
    char request[64];
    int client = accept(fd, NULL, NULL);
    report(0);
    if (client >= 0)
        close(client);
    else if (errno == ENOTSOCK || errno == EINVAL || errno == EOPNOTSUPP)
        while (read(fd, request, sizeof request) > 0)
            ;
    report(1);
}

static int collector(void)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX, .sun_path = COLLECTOR };
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *) &address, sizeof address) < 0)
        exit(3);
    return fd;
}

static void tell(const char *text, size_t size)
{
    int fd = collector();
    while (size > 0) {
        ssize_t written = write(fd, text, size);
        if (written <= 0)
            exit(4);
        text += written;
        size -= (size_t) written;
    }
    close(fd);
}

int main(int argc, char **argv)
{
    char *text;
    size_t size;
    out = open_memstream(&text, &size);
    words(argc, argv);
    environment();
    process();
    signals();
    limits();
    rights();
    for (int fd = 0; fd < HIGHEST; fd++)
        descriptor(fd);
    fclose(out);
    tell(text, size);

    struct pollfd set[HIGHEST] = { { STATUS, POLLIN, 0 } };
    nfds_t count = 1;
    for (int fd = FIRST_LISTENER; fcntl(fd, F_GETFD) >= 0; fd++)
        set[count++] = (struct pollfd) { fd, POLLIN, 0 };
    while (poll(set, count, -1) > 0 && set[0].revents == 0)
        for (nfds_t i = 1; i < count; i++)
            if (set[i].revents)
                serve(set[i].fd);
    return 0;
}
