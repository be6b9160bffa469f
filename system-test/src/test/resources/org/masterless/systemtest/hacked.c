/*
 * A hacked daemon, in whose place it is put: it tries all that could matter to others, and tells the log as "hacked"
 * what worked, a line each, the last one "end". Then it stays as it is, so that no other is started in its place.
 *
 * "hacked victim" is one whom it tries to reach: it has of each kind of shared thing one, and waits. Hacked daemons find
 * its pid in /etc/victim, and try to kill it.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define NO_PROGRAM 99
#define KEY 0x6d6c
#define NAME "masterless-victim"
#define FIOSETOWN 0x8901

static int logger = -1;

static void open_log(void)
{
    struct sockaddr_un address = { AF_UNIX, "/dev/log" };
    logger = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (connect(logger, (struct sockaddr *) &address, sizeof address))
        exit(1);
}

static void tell(const char *what, const char *which)
{
    dprintf(logger, "<22>hacked: %s%s", what, which);
}

/*
 * Whether a call may be made at all: a filter may kill who makes it, so a child tries first, with arguments that no call
 * can take.
 */
static int may(long number)
{
    static signed char known[512];
    int status;
    if (known[number] == 0) {
        pid_t child = fork();
        if (child == 0) {
            syscall(number, -1L, -1L, -1L, -1L, -1L, -1L);
            _exit(0);
        }
        known[number] = child > 0 && waitpid(child, &status, 0) == child && WIFSIGNALED(status) ? -1 : 1;
    }
    return known[number] > 0;
}

/* The answer of a call, or EPERM where making it would be the end. */
#define MAYBE(number, call) (may(number) ? (long) (call) : (errno = EPERM, -1L))

/* Processes */

static const char *const WAYS[] = { "signal", "memory", "files", "limits", "exists", NULL };
static int worked[5];
enum { SIGNAL, MEMORY, FILES, LIMITS, EXISTS };

static void note(int way, int success)
{
    worked[way] |= success;
}

static void reach_by_proc(pid_t pid)
{
    static const char *const names[] = { "mem", "maps", "environ", "fd", "fdinfo", "root/etc", "cwd/pid", "syscall", NULL };
    char path[64];
    for (int i = 0; names[i]; i++) {
        snprintf(path, sizeof path, "/proc/%d/%s", pid, names[i]);
        note(i == 0 ? MEMORY : FILES, open(path, O_RDONLY | O_CLOEXEC) >= 0);
    }
    snprintf(path, sizeof path, "/proc/%d", pid);
    note(EXISTS, access(path, F_OK) == 0);
}

static void reach_by_pidfd(pid_t pid)
{
    int fd = MAYBE(SYS_pidfd_open, syscall(SYS_pidfd_open, pid, 0));
    if (fd < 0)
        return;
    note(EXISTS, 1);
    note(SIGNAL, MAYBE(SYS_pidfd_send_signal, syscall(SYS_pidfd_send_signal, fd, 0, NULL, 0)) == 0);
    note(FILES, MAYBE(SYS_pidfd_getfd, syscall(SYS_pidfd_getfd, fd, 0, 0)) >= 0);
    close(fd);
}

static void reach(pid_t pid)
{
    char byte = 0;
    long set[16] = { 0 };
    struct iovec here = { &byte, 1 }, there = { set, 1 };
    struct rlimit limit;
    struct sched_param ordinary = { 0 };
    siginfo_t info = { .si_code = SI_QUEUE };
    note(EXISTS, getpgid(pid) >= 0);
    note(SIGNAL, MAYBE(SYS_kill, kill(pid, 0)) == 0);
    note(SIGNAL, MAYBE(SYS_tkill, syscall(SYS_tkill, pid, 0)) == 0);
    note(SIGNAL, MAYBE(SYS_tgkill, syscall(SYS_tgkill, pid, pid, 0)) == 0);
    note(SIGNAL, MAYBE(SYS_rt_sigqueueinfo, syscall(SYS_rt_sigqueueinfo, pid, 0, &info)) == 0);
    note(SIGNAL, MAYBE(SYS_rt_tgsigqueueinfo, syscall(SYS_rt_tgsigqueueinfo, pid, pid, 0, &info)) == 0);
    note(MEMORY, MAYBE(SYS_process_vm_readv, process_vm_readv(pid, &here, 1, &there, 1, 0)) >= 0 || errno == EFAULT);
    note(MEMORY, MAYBE(SYS_process_vm_writev, process_vm_writev(pid, &here, 1, &there, 1, 0)) >= 0 || errno == EFAULT);
    note(MEMORY, MAYBE(SYS_ptrace, syscall(SYS_ptrace, 0x4206 /* PTRACE_SEIZE */, pid, 0, 0)) == 0);
    note(MEMORY, MAYBE(SYS_get_robust_list, syscall(SYS_get_robust_list, pid, &set[0], &set[1])) == 0);
    note(MEMORY, MAYBE(SYS_kcmp, syscall(SYS_kcmp, getpid(), pid, 1, 0, 0)) >= 0);
    note(MEMORY, MAYBE(SYS_migrate_pages, syscall(SYS_migrate_pages, pid, 64, set, set)) >= 0);
    note(LIMITS, MAYBE(SYS_prlimit64, prlimit(pid, RLIMIT_NOFILE, NULL, &limit)) == 0);
    note(LIMITS, MAYBE(SYS_setpriority, setpriority(PRIO_PROCESS, pid, 0)) == 0);
    note(LIMITS, MAYBE(SYS_ioprio_set, syscall(SYS_ioprio_set, 1, pid, 2 << 13 | 4)) == 0);
    note(LIMITS, MAYBE(SYS_sched_setscheduler, sched_setscheduler(pid, SCHED_OTHER, &ordinary)) == 0);
    note(LIMITS, sched_getaffinity(pid, sizeof set, (cpu_set_t *) set) == 0
            && MAYBE(SYS_sched_setaffinity, sched_setaffinity(pid, sizeof set, (cpu_set_t *) set)) == 0);
    reach_by_pidfd(pid);
    reach_by_proc(pid);
}

/* Whoever owns a descriptor gets a signal of our choice when there is something to read: seen by the victim's death. */
static void kill_by_descriptors(pid_t pid)
{
    struct f_owner_ex owner = { F_OWNER_PID, pid };
    int ends[2];
    for (int way = 0; way < 3; way++) {
        if (way == 2 ? socketpair(AF_UNIX, SOCK_STREAM, 0, ends) : pipe(ends))
            return;
        if (way == 0)
            fcntl(ends[0], F_SETOWN, pid);
        if (way == 1)
            fcntl(ends[0], F_SETOWN_EX, &owner);
        if (way == 2)
            ioctl(ends[0], FIOSETOWN, &pid);
        fcntl(ends[0], F_SETSIG, SIGKILL);
        fcntl(ends[0], F_SETFL, O_ASYNC);
        write(ends[1], "", 1);
        close(ends[0]);
        close(ends[1]);
    }
}

/* All that are older. */
static void reach_processes(void)
{
    char text[32] = { 0 };
    int list = open("/etc/victim", O_RDONLY | O_CLOEXEC);
    for (pid_t pid = 1; pid < getpid(); pid++)
        if (getpgid(pid) >= 0 || errno != ESRCH)
            reach(pid);
    for (int way = 0; WAYS[way]; way++)
        if (worked[way])
            tell("process ", WAYS[way]);
    if (list >= 0 && read(list, text, sizeof text - 1) > 0)
        kill_by_descriptors(atoi(text));
    else
        tell("no ", "victim");
    close(list);
}

/* Things that are shared by a key or a name */

static int abstract_socket(int (*use)(int, const struct sockaddr *, socklen_t))
{
    struct sockaddr_un address = { AF_UNIX, "" };
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    strcpy(address.sun_path + 1, NAME);
    int answer = use(fd, (struct sockaddr *) &address, offsetof(struct sockaddr_un, sun_path) + 1 + strlen(NAME));
    return answer == 0 || errno == EAGAIN ? fd : -1;
}

static void share(int flags)
{
    int fd;
    if (MAYBE(SYS_shmget, shmget(KEY, 4096, flags | 0600)) >= 0)
        tell("shared ", "memory");
    if (MAYBE(SYS_msgget, syscall(SYS_msgget, KEY, flags | 0600)) >= 0)
        tell("shared ", "messages");
    if (MAYBE(SYS_semget, syscall(SYS_semget, KEY, 1, flags | 0600)) >= 0)
        tell("shared ", "semaphores");
    if ((fd = MAYBE(SYS_mq_open, syscall(SYS_mq_open, NAME, O_RDWR | (flags ? O_CREAT : 0), 0600, NULL))) >= 0)
        tell("shared ", "queue");
    if ((fd = open("/dev/shm/" NAME, O_RDWR | (flags ? O_CREAT : 0), 0600)) >= 0)
        tell("shared ", "file");
    // -4 is the user's keyring, 10 is "search".
    if ((flags ? MAYBE(SYS_add_key, syscall(SYS_add_key, "user", NAME, "x", 1, -4))
                : MAYBE(SYS_keyctl, syscall(SYS_keyctl, 10, -4, "user", NAME, 0))) >= 0)
        tell("shared ", "key");
}

/* Files */

static int is_at(const char *path, const char *top)
{
    return strcmp(path, top) == 0;
}

static void try_to_create(const char *folder)
{
    char path[4200];
    snprintf(path, sizeof path, "%s/hacked-%d", is_at(folder, "/") ? "" : folder, getpid());
    int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0700);
    if (fd < 0)
        return;
    close(fd);
    tell("write ", folder);
    if (access(path, X_OK) == 0)
        tell("execute new in ", folder);
    unlink(path);
}

static void try_to_write(const char *path, mode_t mode)
{
    int fd = open(path, (S_ISFIFO(mode) ? O_RDWR : O_WRONLY) | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return;
    close(fd);
    tell("write ", path);
}

/* access(2) tells of a mount too that forbids it, but nothing of a script's interpreter. */
static int is_executable(const char *path)
{
    char text[256] = { 0 };
    int fd;
    if (access(path, X_OK))
        return 0;
    if ((fd = open(path, O_RDONLY | O_CLOEXEC)) >= 0) {
        if (read(fd, text, sizeof text - 1) < 0)
            text[0] = 0;
        close(fd);
    }
    return strncmp(text, "#!", 2) || access(strtok(text + 2, " \t\n"), X_OK) == 0;
}

static void try_to_execute(const char *path)
{
    char *const argv[] = { (char *) path, NULL };
    int status = 0;
    if (is_executable(path)) {
        tell("execute ", path);
        return;
    }
    pid_t child = vfork();
    if (child == 0) {
        alarm(1);
        execve(path, argv, argv + 1);
        _exit(NO_PROGRAM);
    }
    if (child > 0 && waitpid(child, &status, 0) == child && !(WIFEXITED(status) && WEXITSTATUS(status) == NO_PROGRAM))
        tell("execute ", path);
}

static void try_to_connect(const char *path)
{
    static const int types[] = { SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET };
    struct sockaddr_un address = { AF_UNIX, "" };
    if (strlen(path) >= sizeof address.sun_path)
        return;
    strcpy(address.sun_path, path);
    for (int i = 0; i < 3; i++) {
        int fd = socket(AF_UNIX, types[i] | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        int answer = connect(fd, (struct sockaddr *) &address, sizeof address);
        int answers = answer == 0 || errno == EAGAIN;
        close(fd);
        if (answers) {
            tell("connect ", path);
            return;
        }
    }
}

static void walk(const char *folder)
{
    char path[4100];
    struct stat status;
    DIR *entries = opendir(folder);
    try_to_create(folder);
    if (!entries)
        return;
    for (struct dirent *entry; (entry = readdir(entries));) {
        if (is_at(entry->d_name, ".") || is_at(entry->d_name, "..")
                || snprintf(path, sizeof path, "%s/%s", is_at(folder, "/") ? "" : folder, entry->d_name) >= 4096
                || lstat(path, &status))
            continue;
        if (S_ISDIR(status.st_mode)) {
            if (!is_at(path, "/proc") && !is_at(path, "/sys"))
                walk(path);
        } else if (S_ISSOCK(status.st_mode)) {
            try_to_connect(path);
        } else if (!S_ISLNK(status.st_mode)) {
            try_to_write(path, status.st_mode);
            if (S_ISREG(status.st_mode) && status.st_mode & 0111)
                try_to_execute(path);
        }
    }
    closedir(entries);
}

/* The kernel */

static void answered(const char *name, long answer)
{
    if (answer >= 0 || (errno != EPERM && errno != EACCES && errno != ENOSYS))
        tell("call ", name);
}

static long raise_capabilities(void)
{
    unsigned version[2] = { 0x20080522, 0 }, sets[6];
    memset(sets, 0xff, sizeof sets);
    return syscall(SYS_capset, version, sets);
}

static void ask_kernel(void)
{
    long zero[32] = { 0 };
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    answered("mount", MAYBE(SYS_mount, mount("none", "/tmp", "tmpfs", 0, "")));
    answered("umount", MAYBE(SYS_umount2, umount("/")));
    answered("pivot_root", MAYBE(SYS_pivot_root, syscall(SYS_pivot_root, "/", "/")));
    answered("chroot", MAYBE(SYS_chroot, chroot("/")));
    answered("setuid", MAYBE(SYS_setresuid, setresuid(0, 0, 0)));
    answered("setgid", MAYBE(SYS_setresgid, setresgid(0, 0, 0)));
    answered("setgroups", MAYBE(SYS_setgroups, setgroups(0, NULL)));
    answered("capset", MAYBE(SYS_capset, raise_capabilities()));
    answered("init_module", MAYBE(SYS_init_module, syscall(SYS_init_module, 0, 0, "")));
    answered("kexec_load", MAYBE(SYS_kexec_load, syscall(SYS_kexec_load, 0, 0, 0, 0)));
    answered("reboot", MAYBE(SYS_reboot, syscall(SYS_reboot, 0, 0, 0, 0)));
    answered("clock_settime", MAYBE(SYS_clock_settime, clock_settime(CLOCK_REALTIME, &now)));
    answered("sethostname", MAYBE(SYS_sethostname, sethostname("hacked", 6)));
    answered("bpf", MAYBE(SYS_bpf, syscall(SYS_bpf, 0, zero, 8)));
    answered("perf_event_open", MAYBE(SYS_perf_event_open, syscall(SYS_perf_event_open, zero, 0, -1, -1, 0)));
    answered("userfaultfd", MAYBE(SYS_userfaultfd, syscall(SYS_userfaultfd, 1)));
    answered("io_uring_setup", MAYBE(SYS_io_uring_setup, syscall(SYS_io_uring_setup, 0, zero)));
    answered("io_setup", MAYBE(SYS_io_setup, syscall(SYS_io_setup, 0, 0)));
    answered("personality", MAYBE(SYS_personality, syscall(SYS_personality, 0xffffffff)));
    answered("swapon", MAYBE(SYS_swapon, syscall(SYS_swapon, "/", 0)));
    answered("syslog", MAYBE(SYS_syslog, syscall(SYS_syslog, 3, zero, sizeof zero)));
    answered("mknod", MAYBE(SYS_mknodat, mknod("/tmp/device", S_IFCHR | 0600, 1 << 8 | 1)));
    answered("acct", MAYBE(SYS_acct, syscall(SYS_acct, "/")));
    answered("add_key", MAYBE(SYS_add_key, syscall(SYS_add_key, "user", "own", "x", 1, -4)));
    answered("keyctl", MAYBE(SYS_keyctl, syscall(SYS_keyctl, 0, -4, 0)));
    answered("memfd_create", MAYBE(SYS_memfd_create, syscall(SYS_memfd_create, "x", 0)));
    answered("process_madvise", MAYBE(SYS_process_madvise, syscall(SYS_process_madvise, -1, 0, 0, 0, 0)));
    answered("pidfd_open", MAYBE(SYS_pidfd_open, syscall(SYS_pidfd_open, getpid(), 0)));
    answered("sched_setscheduler", MAYBE(SYS_sched_setscheduler, sched_setscheduler(0, SCHED_FIFO, &(struct sched_param) { 1 })));
    answered("open_by_handle_at", MAYBE(SYS_open_by_handle_at, syscall(SYS_open_by_handle_at, AT_FDCWD, zero, 0)));
    void *memory = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    answered("mmap-code", memory == MAP_FAILED ? -1 : 0);
    answered("setns", MAYBE(SYS_setns, syscall(SYS_setns, -1, 0)));
    answered("unshare", MAYBE(SYS_unshare, syscall(SYS_unshare, CLONE_NEWUSER)));
}

static void open_sockets(void)
{
    char name[16];
    for (int family = 1; family < 46; family++) {
        int fd = socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        if (fd < 0 && (errno == EPROTONOSUPPORT || errno == ESOCKTNOSUPPORT))
            fd = socket(family, SOCK_RAW | SOCK_CLOEXEC, 0);
        snprintf(name, sizeof name, "%d", family);
        if (fd >= 0)
            tell("family ", family == AF_UNIX ? "AF_UNIX" : family == AF_INET ? "AF_INET" : family == AF_INET6 ? "AF_INET6"
                    : family == AF_NETLINK ? "AF_NETLINK" : name);
        close(fd);
    }
}

/* Postfix's daemons */

static gid_t group_of(uid_t user)
{
    char line[1024];
    unsigned uid, gid;
    FILE *accounts = fopen("/etc/passwd", "re");
    while (accounts && fgets(line, sizeof line, accounts))
        if (sscanf(line, "%*[^:]:%*[^:]:%u:%u", &uid, &gid) == 2 && uid == user)
            return gid;
    exit(1);
}

/* As the options of master(8) ask for: -c is into the jail, -u is as the mail owner; he has the folder of sockets. */
static void drop(int argc, char **argv)
{
    int jail = 0, become = 0;
    struct stat status;
    for (int i = 1; i < argc; i++) {
        jail |= is_at(argv[i], "-c");
        become |= is_at(argv[i], "-u");
    }
    if (stat("private", &status))
        exit(1);
    gid_t group = group_of(status.st_uid);
    if (jail && chroot("."))
        exit(1);
    if (become && (setgroups(1, &group) || setgid(group) || setuid(status.st_uid)))
        exit(1);
}

int main(int argc, char **argv)
{
    open_log();
    if (argc == 2 && is_at(argv[1], "victim")) {
        share(IPC_CREAT);
        listen(abstract_socket(bind), 10);
        tell("ready", "");
        pause();
    }
    drop(argc, argv);
    reach_processes();
    share(0);
    if (abstract_socket(connect) >= 0)
        tell("shared ", "abstract");
    walk("/");
    open_sockets();
    ask_kernel();
    tell("end", "");
    for (;;)
        pause();
}
