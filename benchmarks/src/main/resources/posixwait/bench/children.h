/*
 * What the C programs of the benchmarks share: their children, their end, and the instant of a release.
 *
 * A second thread lives in each of them throughout, as in every JVM: the cancellation points of the C library are dearer
 * then. It waits for the end of standard input, which tells that whoever started this is gone, and ends every child.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define STACK_SIZE (16 * 1024)

extern char **environ;

static char *stacks;
static int stacks_count;

/* Kills what has not been reaped. Each program has its own. */
static void end_children(void);

static void fail(const char *what) {
    int error = errno;
    end_children();
    fprintf(stderr, "%s: %s: %s\n", program_invocation_short_name, what, strerror(error));
    exit(1);
}

static void skip(const char *call, int error, int made, int wanted) {
    int status;
    end_children();
    /* Zombies would count against the very limit that was hit until PID 1 takes them. */
    while (waitpid(-1, &status, 0) > 0) {
    }
    /* On a line of its own: whatever was written of the unfinished one does not count. */
    printf("\n{\"skipped\":\"%s: %s after %d of %d children\"}\n", call, strerror(error), made, wanted);
    exit(0);
}

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static void *end_with_starter(void *unused) {
    char c;
    ssize_t got;
    (void)unused;
    do {
        got = read(0, &c, 1);
    } while (got > 0 || (got < 0 && errno == EINTR));
    end_children();
    _exit(2);
}

/* Children */

static int pausing(void *unused) {
    (void)unused;
    while (pause() != 0) {
    }
    return 0;
}

static void reserve_stacks(int count) {
    stacks_count = count;
    stacks = mmap(NULL, (size_t)count * STACK_SIZE, PROT_READ | PROT_WRITE,
                  MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK | MAP_NORESERVE, -1, 0);
    if (stacks == MAP_FAILED) {
        fail("mmap");
    }
}

static pid_t bare(int (*entry)(void *), int index) {
    sigset_t all, old;
    pid_t pid;
    if (index >= stacks_count) {
        errno = ENOMEM;
        return -1;
    }
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    pid = clone(entry, stacks + (size_t)(index + 1) * STACK_SIZE, CLONE_VM | SIGCHLD, NULL);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    return pid;
}

/* A program in a process group: of its own if 0, in that of this process if negative. Its streams are /dev/null if null. */
__attribute__((unused)) static pid_t running(char *const *arguments, pid_t group, const int *streams) {
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_t actions;
    sigset_t none, every;
    pid_t pid;
    int error;
    sigemptyset(&none);
    sigfillset(&every);
    sigdelset(&every, SIGKILL);
    sigdelset(&every, SIGSTOP);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, (group < 0 ? 0 : POSIX_SPAWN_SETPGROUP) | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setpgroup(&attributes, group < 0 ? 0 : group);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &every);
    posix_spawn_file_actions_init(&actions);
    for (int stream = 0; stream < 3; stream++) {
        if (streams == NULL) {
            posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", stream == 0 ? O_RDONLY : O_WRONLY, 0);
        } else {
            posix_spawn_file_actions_adddup2(&actions, streams[stream], stream);
        }
    }
    error = posix_spawnp(&pid, arguments[0], &actions, &attributes, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    errno = error;
    return error == 0 ? pid : -1;
}

/* A storm starts from rest: until here its children may still be on their way to sleep. */
static void await_asleep(pid_t pid) {
    char path[64], line[512];
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    for (;;) {
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        ssize_t length;
        char *state;
        if (fd < 0) {
            fail(path);
        }
        length = read(fd, line, sizeof line - 1);
        close(fd);
        if (length <= 0) {
            fail(path);
        }
        line[length] = 0;
        state = strrchr(line, ')');
        if (state != NULL && state[2] == 'S') {
            return;
        }
        if (state != NULL && state[2] == 'Z') {
            errno = ESRCH;
            fail("a child ended before it was to be killed");
        }
        sched_yield();
    }
}

/* Kills a target, or closes a descriptor if the signal is 0. */
struct release {
    pid_t target;
    int signal;
    int descriptor;
    pthread_barrier_t ready;
    volatile int64_t at;
};

__attribute__((unused)) static void *release_all(void *argument) {
    struct release *release = argument;
    struct timespec until_the_reaper_sleeps = {0, 1000000};
    pthread_barrier_wait(&release->ready);
    nanosleep(&until_the_reaper_sleeps, NULL);
    release->at = now();
    if (release->signal == 0) {
        close(release->descriptor);
    } else {
        kill(release->target, release->signal);
    }
    return NULL;
}
