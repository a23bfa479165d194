/*
 * Makes children one after the other, in a process of a given size, with nothing between it and the C library.
 *
 *   creating QUESTION WAY HEAP DESCRIPTORS CHILDREN WARMUPS
 *   creating started FILE
 *
 * WAY is posix_spawn, fork, vfork, clone or clone-vm; HEAP mebibytes are touched and DESCRIPTORS opened before. The first
 * three start this program as the second line says, with what Spawn gives: /dev/null, no other descriptor, no blocked
 * signal, the default action of each. It is what a JVM starts, too. Before anything else it takes the time, and adds it to
 * FILE: eight bytes in the order of this machine, nanoseconds of CLOCK_MONOTONIC, which is one for all processes.
 *
 * The last line of the output is JSON: {"values":{"pid":[...],"runs":[...]}} with the nanoseconds from before the call to
 * the pid in hand and to the first instruction of main.
 */
#include "children.h"
#include <limits.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>

#ifndef SYS_close_range
#define SYS_close_range 436
#endif

#define PAGE 4096
#define ENOUGH_NANOS INT64_C(400000000)
#define FEWEST 5

static char *program[4];
static char own[PATH_MAX], starts_file[PATH_MAX];
static posix_spawnattr_t attributes;
static posix_spawn_file_actions_t actions;
static volatile pid_t child;

static void end_children(void) {
    if (child > 0) {
        kill(child, SIGKILL);
    }
}

/* Sizes of this process */

static void touch_heap(long mebibytes) {
    size_t size = (size_t)mebibytes << 20;
    char *heap = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (heap == MAP_FAILED) {
        fail("mmap");
    }
    for (size_t at = 0; at < size; at += PAGE) {
        ((volatile char *)heap)[at] = 1;
    }
}

static void open_descriptors(int count) {
    for (int i = 0; i < count; i++) {
        if (eventfd(0, EFD_CLOEXEC) < 0) {
            skip("eventfd", errno, i, count);
        }
    }
}

/* Ways to make a child */

static void prepare_spawn(void) {
    sigset_t none, every;
    sigemptyset(&none);
    sigfillset(&every);
    sigdelset(&every, SIGKILL);
    sigdelset(&every, SIGSTOP);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &every);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 34)
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);
#endif
}

static pid_t by_posix_spawn(void) {
    pid_t pid;
    int error = posix_spawn(&pid, program[0], &actions, &attributes, program, environ);
    errno = error;
    return error == 0 ? pid : -1;
}

/* What posix_spawn does in the child. After vfork it may change nothing that the parent has. */
static void become_program(void) {
    sigset_t none;
    struct sigaction by_default;
    memset(&by_default, 0, sizeof by_default);
    by_default.sa_handler = SIG_DFL;
    for (int signal = 1; signal < NSIG; signal++) {
        sigaction(signal, &by_default, NULL);
    }
    for (int fd = 0; fd < 3; fd++) {
        int opened = open("/dev/null", fd == 0 ? O_RDONLY : O_WRONLY);
        if (opened < 0 || dup2(opened, fd) < 0) {
            _exit(127);
        }
        if (opened != fd) {
            close(opened);
        }
    }
    syscall(SYS_close_range, 3, ~0U, 0);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execve(program[0], program, environ);
    _exit(127);
}

static pid_t by_fork(void) {
    pid_t pid = fork();
    if (pid == 0) {
        become_program();
    }
    return pid;
}

static pid_t by_vfork(void) {
    sigset_t all, old;
    pid_t pid;
    /* A handler that ran in the child would run in the memory of this process. */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    pid = vfork();
    if (pid == 0) {
        become_program();
    }
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    return pid;
}

static int leaving(void *unused) {
    (void)unused;
    _exit(0);
}

/* One stack is enough: each child has been reaped before the next is made. */
static pid_t by_clone(int flags) {
    sigset_t all, old;
    pid_t pid;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    pid = clone(leaving, stacks + STACK_SIZE, flags | SIGCHLD, NULL);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    return pid;
}

static pid_t by_copying_clone(void) {
    return by_clone(0);
}

static pid_t by_sharing_clone(void) {
    return by_clone(CLONE_VM);
}

/* Measuring */

static int64_t make_one(pid_t (*way)(void), int made, int wanted, int64_t *began) {
    int64_t had;
    int status;
    *began = now();
    child = way();
    had = now();
    if (child < 0) {
        if (errno == EAGAIN || errno == ENOMEM) {
            skip("making a child", errno, made, wanted);
        }
        fail("a child could not be made");
    }
    while (waitpid(child, &status, 0) != child) {
        if (errno != EINTR) {
            fail("waitpid");
        }
    }
    child = 0;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        errno = EPROTO;
        fail("a child ended otherwise");
    }
    return had - *began;
}

/* Whoever is slow gets fewer children, not more time. */
static int run(pid_t (*way)(void), int wanted, int64_t *pids, int64_t *begins) {
    int64_t begun = now();
    int made = 0;
    while (made < wanted && (made < FEWEST || now() - begun < ENOUGH_NANOS)) {
        pids[made] = make_one(way, made, wanted, &begins[made]);
        made++;
    }
    return made;
}

static void tell(const char *name, const int64_t *nanos, int count) {
    printf("\"%s\":[", name);
    for (int i = 0; i < count; i++) {
        printf("%s%lld", i == 0 ? "" : ",", (long long)nanos[i]);
    }
    printf("]");
}

/* The starts that the children left, those of the warm-ups first. */
static void read_starts(int warmups, int count, int64_t *starts) {
    int fd = open(starts_file, O_RDONLY | O_CLOEXEC);
    ssize_t size = (ssize_t)((size_t)count * sizeof *starts);
    if (fd < 0) {
        fail(starts_file);
    }
    if (lseek(fd, 0, SEEK_END) != (off_t)((size_t)(warmups + count) * sizeof *starts)
        || pread(fd, starts, (size_t)size, (off_t)((size_t)warmups * sizeof *starts)) != size) {
        errno = EPROTO;
        fail("not every program left its start");
    }
    close(fd);
}

static int started(int64_t at, const char *file) {
    int fd = open(file, O_WRONLY | O_APPEND | O_CLOEXEC);
    return fd >= 0 && write(fd, &at, sizeof at) == sizeof at ? 0 : 1;
}

/* This program, and an empty file for the starts beside it. */
static void prepare_program(void) {
    ssize_t length = readlink("/proc/self/exe", own, sizeof own - 1);
    int fd;
    if (length < 0) {
        fail("/proc/self/exe");
    }
    own[length] = 0;
    snprintf(starts_file, sizeof starts_file, "%.*s.starts", PATH_MAX - 10, own);
    fd = open(starts_file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) {
        fail(starts_file);
    }
    close(fd);
    program[0] = own;
    program[1] = "started";
    program[2] = starts_file;
}

static pid_t (*named(const char *way))(void) {
    return strcmp(way, "posix_spawn") == 0 ? by_posix_spawn
        : strcmp(way, "fork") == 0         ? by_fork
        : strcmp(way, "vfork") == 0        ? by_vfork
        : strcmp(way, "clone") == 0        ? by_copying_clone
        : strcmp(way, "clone-vm") == 0     ? by_sharing_clone
                                           : NULL;
}

int main(int argc, char **argv) {
    pid_t (*way)(void);
    pthread_t watcher;
    sigset_t none;
    struct rlimit files;
    int64_t *pids, *begins, *starts;
    int wanted, warmups, count;
    int64_t at = now();
    if (argc == 3 && strcmp(argv[1], "started") == 0) {
        return started(at, argv[2]);
    }
    if (argc != 7 || (way = named(argv[2])) == NULL) {
        fprintf(stderr, "creating: the arguments are QUESTION WAY HEAP DESCRIPTORS CHILDREN WARMUPS\n");
        return 1;
    }
    wanted = atoi(argv[5]);
    warmups = atoi(argv[6]);
    pids = calloc((size_t)(wanted + warmups), sizeof *pids);
    begins = calloc((size_t)(wanted + warmups), sizeof *begins);
    starts = calloc((size_t)(wanted + warmups), sizeof *starts);
    if (pids == NULL || begins == NULL || starts == NULL) {
        fail("calloc");
    }
    setsid();
    signal(SIGCHLD, SIG_DFL);
    sigemptyset(&none);
    pthread_sigmask(SIG_SETMASK, &none, NULL);
    /* A JVM does the same when it starts. */
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
    if (pthread_create(&watcher, NULL, end_with_starter, NULL) != 0) {
        fail("pthread_create");
    }
    touch_heap(atol(argv[3]));
    open_descriptors(atoi(argv[4]));
    reserve_stacks(1);
    prepare_program();
    prepare_spawn();
    warmups = run(way, warmups, pids, begins);
    count = run(way, wanted, pids, begins);
    printf("{\"values\":{");
    tell("pid", pids, count);
    if (way != by_copying_clone && way != by_sharing_clone) {
        read_starts(warmups, count, starts);
        for (int i = 0; i < count; i++) {
            starts[i] -= begins[i];
        }
        printf(",");
        tell("runs", starts, count);
    }
    printf("}}\n");
    return fflush(stdout) == 0 ? 0 : 1;
}
