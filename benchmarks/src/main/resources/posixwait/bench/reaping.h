/*
 * How the C programs of whole processes reap: by pidfds in one epoll, as the Reaper does, by waitpid(-1), or in a thread for
 * each child.
 *
 * The calls of the first are those of the Reaper: pidfd_open, a look by waitid(P_PIDFD, WNOWAIT) and epoll_ctl to register;
 * epoll_wait for a batch, and for each child in it waitid(P_PIDFD) and close.
 *
 * With pipes it is the first for programs that have three pipes each, as java.lang.Process makes them. Nobody reads or writes.
 * What that does with its ends is done here: once a status is told, it asks the two that it could read from what is left, and
 * closes all three. So the ends of a child are closed after its own status and before those of the children that are reaped
 * after it.
 */
#include "children.h"
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>

#ifndef P_PIDFD
#define P_PIDFD 3
#endif
#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif

/* As many events as the Reaper asks for. */
#define BATCH 256

#define THREAD_STACK (64 * 1024)

enum way { PIDFD, ANY, THREADS };

struct child {
    pid_t pid;
    int pidfd;
    /* The ends here of the pipes that are its streams. */
    int ends[3];
    volatile int64_t at;
    pthread_t thread;
};

static enum way way;
/* Whether each program has three pipes. */
static int with_pipes;
static struct child *children;
static int *child_of_pid;
static int pids;
static volatile int made;
static int epoll;
/* Those that are watched and have not been reaped; of those in threads, that have not been joined. */
static volatile int living;
static int reaped;
/* How the children end: by a signal, or if that is 0 by an exit code of 0. */
static int ending;

static void end_children(void) {
    for (int i = 0; i < made; i++) {
        if (children[i].pid > 0) {
            kill(children[i].pid, SIGKILL);
        }
    }
}

static void choose_way(const char *name) {
    FILE *max = fopen("/proc/sys/kernel/pid_max", "re");
    way = strcmp(name, "any") == 0 ? ANY : strcmp(name, "threads") == 0 ? THREADS : PIDFD;
    if (max == NULL || fscanf(max, "%d", &pids) != 1) {
        pids = 1 << 22;
    }
    if (max != NULL) {
        fclose(max);
    }
    child_of_pid = calloc((size_t)pids + 1, sizeof *child_of_pid);
    epoll = epoll_create1(EPOLL_CLOEXEC);
    if (child_of_pid == NULL || epoll < 0) {
        fail("epoll_create1");
    }
}

static void reserve(int count) {
    children = calloc((size_t)count, sizeof *children);
    if (children == NULL) {
        fail("calloc");
    }
}

static void check(int as_it_should) {
    if (!as_it_should) {
        errno = EPROTO;
        fail("a child ended otherwise");
    }
}

/* No program that is started holds an end of another's pipe. */
static pid_t running_with_pipes(char *const *program, int ends[3], int wanted) {
    int streams[3];
    pid_t pid;
    for (int stream = 0; stream < 3; stream++) {
        int both[2];
        if (pipe2(both, O_CLOEXEC) != 0) {
            skip("pipe2", errno, made, wanted);
        }
        streams[stream] = both[stream == 0 ? 0 : 1];
        ends[stream] = both[stream == 0 ? 1 : 0];
    }
    pid = running(program, -1, streams);
    for (int stream = 0; stream < 3; stream++) {
        int error = errno;
        close(streams[stream]);
        errno = error;
    }
    return pid;
}

static void close_ends(struct child *child) {
    static const int in_order[3] = {1, 2, 0};
    for (int i = 0; i < 3; i++) {
        int end = child->ends[in_order[i]], left = 0;
        if (in_order[i] != 0 && ioctl(end, FIONREAD, &left) != 0) {
            fail("ioctl");
        }
        check(left == 0);
        close(end);
    }
}

/* A bare child, or a program if there is one. */
static void make(char *const *program, int wanted) {
    pid_t pid = program == NULL ? bare(pausing, made)
                : with_pipes    ? running_with_pipes(program, children[made].ends, wanted)
                                : running(program, -1, NULL);
    if (pid < 0) {
        if (errno == EAGAIN || errno == ENOMEM || errno == ENOENT) {
            skip(program != NULL ? "posix_spawn" : "clone", errno, made, wanted);
        }
        fail("a child could not be made");
    }
    children[made].pid = pid;
    if (pid <= pids) {
        child_of_pid[pid] = made;
    }
    made++;
}

static void check_status(int status) {
    check(ending == 0 ? WIFEXITED(status) && WEXITSTATUS(status) == 0 : WIFSIGNALED(status) && WTERMSIG(status) == ending);
}

static void *wait_in_thread(void *argument) {
    struct child *child = argument;
    int status;
    pid_t got;
    do {
        got = waitpid(child->pid, &status, 0);
    } while (got < 0 && errno == EINTR);
    child->at = now();
    if (got < 0) {
        fail("waitpid");
    }
    check_status(status);
    return NULL;
}

static void watch_in_thread(struct child *child) {
    pthread_attr_t attributes;
    int error;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, THREAD_STACK);
    error = pthread_create(&child->thread, &attributes, wait_in_thread, child);
    pthread_attr_destroy(&attributes);
    if (error != 0) {
        skip("pthread_create", error, (int)(child - children), made);
    }
}

static void watch_pidfd(struct child *child) {
    struct epoll_event event;
    int pidfd = (int)syscall(SYS_pidfd_open, child->pid, 0);
    if (pidfd < 0) {
        if (errno == ENOSYS || errno == EPERM || errno == EMFILE) {
            skip("pidfd_open", errno, (int)(child - children), made);
        }
        fail("pidfd_open");
    }
    /* The Reaper asks here whether the child is its own; a stranger's end would look like one that somebody took. */
    if (waitid(P_PIDFD, (id_t)pidfd, NULL, WEXITED | WNOHANG | WNOWAIT) != 0) {
        fail("waitid");
    }
    child->pidfd = pidfd;
    event.events = EPOLLIN | EPOLLONESHOT;
    event.data.u64 = (uint64_t)(child - children);
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, pidfd, &event) != 0) {
        fail("epoll_ctl");
    }
}

static void watch(int index) {
    if (way == PIDFD) {
        watch_pidfd(&children[index]);
    } else if (way == THREADS) {
        watch_in_thread(&children[index]);
    }
    __atomic_add_fetch(&living, 1, __ATOMIC_SEQ_CST);
}

static void told(struct child *child) {
    child->at = now();
    child->pid = 0;
    reaped++;
    __atomic_sub_fetch(&living, 1, __ATOMIC_SEQ_CST);
}

/* One batch; blocks until there is one. */
static void reap_pidfds(void) {
    static struct epoll_event events[BATCH];
    int count = epoll_wait(epoll, events, BATCH, -1);
    if (count < 0 && errno != EINTR) {
        fail("epoll_wait");
    }
    for (int i = 0; i < count; i++) {
        struct child *child = &children[events[i].data.u64];
        siginfo_t info;
        info.si_pid = 0;
        if (waitid(P_PIDFD, (id_t)child->pidfd, &info, WEXITED | WNOHANG) != 0) {
            fail("waitid");
        }
        if (info.si_pid == 0) {
            continue;
        }
        check(info.si_pid == child->pid && info.si_code == (ending == 0 ? CLD_EXITED : CLD_KILLED) && info.si_status == ending);
        close(child->pidfd);
        told(child);
        if (with_pipes) {
            close_ends(child);
        }
    }
}

static void reap_any(void) {
    int status;
    pid_t pid = waitpid(-1, &status, 0);
    if (pid < 0) {
        if (errno == EINTR) {
            return;
        }
        fail("waitpid");
    }
    check_status(status);
    told(&children[child_of_pid[pid]]);
}

static void reap_some(void) {
    if (way == PIDFD) {
        reap_pidfds();
    } else {
        reap_any();
    }
}

static void begin(void) {
    static char output[1 << 20];
    sigset_t none;
    pthread_t watcher;
    struct rlimit files;
    setvbuf(stdout, output, _IOFBF, sizeof output);
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
}
