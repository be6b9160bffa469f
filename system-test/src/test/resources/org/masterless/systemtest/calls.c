/*
 * Makes calls that no daemon of Postfix makes, in ways that do nothing, and tells by name which ones the kernel
 * looked at: those that a filter denies are EPERM before anything else.
 *
 * Started as a daemon, which is with more than its name, it answers its first client; else it answers at once.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FIRST_LISTENER 6

static void try(int to, const char *name, long call, long a, long b, long c)
{
    errno = 0;
    syscall(call, a, b, c);
    if (errno != EPERM)
        dprintf(to, "%s\n", name);
}

int main(int argc, char **argv)
{
    int to = argc == 1 ? 1 : accept(FIRST_LISTENER, NULL, NULL);
    try(to, "capset", SYS_capset, 0, 0, 0);
    try(to, "io_setup", SYS_io_setup, 0, 0, 0);
    try(to, "io_submit", SYS_io_submit, 0, -1, 0);
    try(to, "landlock_create_ruleset", SYS_landlock_create_ruleset, 0, 0, 1);
    try(to, "landlock_restrict_self", SYS_landlock_restrict_self, -1, 0, 0);
    try(to, "memfd_create", SYS_memfd_create, 0, -1, 0);
    try(to, "personality", SYS_personality, 0xffffffff, 0, 0);
    try(to, "pidfd_open", SYS_pidfd_open, -1, 0, 0);
    try(to, "process_madvise", SYS_process_madvise, -1, 0, 0);
    try(to, "ptrace", SYS_ptrace, -1, -1, 0);
    dprintf(to, "end\n");
    return 0;
}
