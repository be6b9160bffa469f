/*
 * A hacked daemon: it tries to reach another process, by each call that the kernel has for it, and tells what worked.
 *
 * As a daemon of master(8) it reads the victim's pid from each client; "reach PID" tries at once. Each line of the
 * answer is the name of a call that worked, the last one "end"; whether it could kill is seen by the victim.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define STATUS 5
#define FIRST_LISTENER 6
#define FIOSETOWN 0x8901

static void report(int idle)
{
    const char *generation = getenv("GENERATION");
    int status[] = { getpid(), (int) strtoul(generation ? generation : "0", NULL, 8), idle };
    if (write(STATUS, status, sizeof status) != sizeof status)
        exit(0);
}

static void tell(int to, const char *what, int worked)
{
    if (worked)
        dprintf(to, "%s\n", what);
}

/* The owner of a pipe, of a process or a group, gets a signal of our choice when there is something to read. */
static void kill_by_fcntl(pid_t pid)
{
    struct f_owner_ex owner = { F_OWNER_PID, pid };
    int ends[2];
    if (pipe(ends))
        exit(1);
    fcntl(ends[0], F_SETOWN, pid);
    fcntl(ends[0], F_SETOWN_EX, &owner);
    fcntl(ends[0], F_SETSIG, SIGKILL);
    fcntl(ends[0], F_SETFL, O_ASYNC);
    write(ends[1], "", 1);
}

static void kill_by_ioctl(pid_t pid)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends))
        exit(1);
    ioctl(ends[0], FIOSETOWN, &pid);
    fcntl(ends[0], F_SETSIG, SIGKILL);
    fcntl(ends[0], F_SETFL, O_ASYNC);
    write(ends[1], "", 1);
}

static void reach(pid_t pid, int to)
{
    if (pid <= 0 || pid == getpid()) {
        dprintf(to, "end\n");
        return;
    }
    char byte = 0;
    char path[64];
    struct iovec here = { &byte, 1 }, there = { &there, 1 };
    struct rlimit limit;
    tell(to, "kill", kill(pid, 0) == 0);
    tell(to, "tgkill", syscall(SYS_tgkill, pid, pid, 0) == 0);
    tell(to, "pidfd_open", syscall(SYS_pidfd_open, pid, 0) >= 0);
    tell(to, "process_vm_readv", process_vm_readv(pid, &here, 1, &there, 1, 0) >= 0);
    tell(to, "kcmp", syscall(SYS_kcmp, getpid(), pid, 2, 0, 0) >= 0);
    tell(to, "prlimit", prlimit(pid, RLIMIT_NOFILE, NULL, &limit) == 0);
    snprintf(path, sizeof path, "/proc/%d/environ", pid);
    tell(to, "environ", open(path, O_RDONLY) >= 0);
    kill_by_fcntl(pid);
    kill_by_ioctl(pid);
    dprintf(to, "end\n");
}

int main(int argc, char **argv)
{
    char text[32];
    if (argc == 2) { // A daemon gets more.
        reach(atoi(argv[1]), 1);
        return 0;
    }
    for (;;) {
        int client = accept(FIRST_LISTENER, NULL, NULL);
        if (client < 0) {
            usleep(1000);
            continue;
        }
        report(0);
        for (memset(text, 0, sizeof text); read(client, text, sizeof text - 1) > 0; memset(text, 0, sizeof text))
            reach(atoi(text), client);
        close(client);
        report(1);
    }
}
