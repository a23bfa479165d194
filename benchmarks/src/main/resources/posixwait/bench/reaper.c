/*
 * What the Reaper does, with nothing between it and the C library: pidfds in one epoll, and one thread.
 *
 *   reaper reaper-storm      WAY CHILDREN WARMUPS WARMUP_CHILDREN
 *   reaper reaper-bystanders WAY CHILDREN DEATHS WARMUPS
 *   reaper reaper-footprint  WAY CHILDREN SLICE
 *
 * The calls are those of the Reaper: pidfd_open, a look by waitid(P_PIDFD, WNOWAIT) and epoll_ctl to register; epoll_wait
 * for a batch, and for each child in it waitid(P_PIDFD) and close.
 *
 * The last line of the output is JSON: {"values":{"latency":[...]}} with the nanoseconds from the release to each status,
 * "registration" with those for each child of a slice, or {"skipped":"why"} if the host does not allow so many children.
 */
#include "children.h"
#include <sys/epoll.h>
#include <sys/syscall.h>

#ifndef P_PIDFD
#define P_PIDFD 3
#endif
#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif

/* As many events as the Reaper asks for. */
#define BATCH 256

struct child {
    pid_t pid;
    int pidfd;
    int64_t at;
};

static struct child *children;
static volatile int made;
static int epoll;
static int living;

static void end_children(void) {
    for (int i = 0; i < made; i++) {
        if (children[i].pid > 0) {
            kill(children[i].pid, SIGKILL);
        }
    }
}

static void reserve(int count) {
    children = calloc((size_t)count, sizeof *children);
    if (children == NULL) {
        fail("calloc");
    }
}

static void make(int exec, int wanted) {
    pid_t pid = exec ? sleeping(-1) : bare(pausing, made);
    if (pid < 0) {
        if (errno == EAGAIN || errno == ENOMEM || errno == ENOENT) {
            skip(exec ? "posix_spawn sleep" : "clone", errno, made, wanted);
        }
        fail("a child could not be made");
    }
    children[made].pid = pid;
    made++;
}

static void watch(int index) {
    struct epoll_event event;
    int pidfd = (int)syscall(SYS_pidfd_open, children[index].pid, 0);
    if (pidfd < 0) {
        if (errno == ENOSYS || errno == EPERM || errno == EMFILE) {
            skip("pidfd_open", errno, index, made);
        }
        fail("pidfd_open");
    }
    /* The Reaper asks here whether the child is its own; a stranger's end would look like one that somebody took. */
    if (waitid(P_PIDFD, (id_t)pidfd, NULL, WEXITED | WNOHANG | WNOWAIT) != 0) {
        fail("waitid");
    }
    children[index].pidfd = pidfd;
    event.events = EPOLLIN | EPOLLONESHOT;
    event.data.u64 = (uint64_t)index;
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, pidfd, &event) != 0) {
        fail("epoll_ctl");
    }
    living++;
}

/* Until as many are left. */
static void reap_until(int left, int signal) {
    static struct epoll_event events[BATCH];
    while (living > left) {
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
            if (info.si_pid != child->pid || info.si_code != CLD_KILLED || info.si_status != signal) {
                errno = EPROTO;
                fail("a child ended otherwise");
            }
            close(child->pidfd);
            child->at = now();
            child->pid = 0;
            living--;
        }
    }
}

static void start(pthread_t *thread, struct release *release, pid_t target, int signal) {
    release->target = target;
    release->signal = signal;
    pthread_barrier_init(&release->ready, NULL, 2);
    if (pthread_create(thread, NULL, release_all, release) != 0) {
        fail("pthread_create");
    }
    pthread_barrier_wait(&release->ready);
}

static void finish(pthread_t thread, struct release *release) {
    pthread_join(thread, NULL);
    pthread_barrier_destroy(&release->ready);
}

static void tell_latencies(int64_t since) {
    printf("\"latency\":[");
    for (int i = 0; i < made; i++) {
        printf("%s%lld", i == 0 ? "" : ",", (long long)(children[i].at - since));
    }
    printf("]");
}

/* Every child is in the group of this process, as those of java.lang.Process have to be. */
static void storm(int count, int told) {
    struct release release;
    pthread_t releaser;
    made = 0;
    while (made < count) {
        make(1, count);
    }
    for (int i = 0; i < count; i++) {
        await_asleep(children[i].pid);
        watch(i);
    }
    signal(SIGTERM, SIG_IGN);
    start(&releaser, &release, -getpgrp(), SIGTERM);
    reap_until(0, SIGTERM);
    finish(releaser, &release);
    signal(SIGTERM, SIG_DFL);
    if (told) {
        printf("{\"values\":{");
        tell_latencies(release.at);
        printf("}}\n");
    }
}

/* The victims are made first and watched one by one: a child made later would hold copies of all pidfds. */
static void bystanders(int count, int deaths, int warmups) {
    int victims = deaths + warmups;
    reserve(count + victims);
    reserve_stacks(count + victims);
    while (made < count + victims) {
        make(0, count + victims);
    }
    for (int i = 0; i < made; i++) {
        await_asleep(children[i].pid);
    }
    for (int i = victims; i < made; i++) {
        watch(i);
    }
    printf("{\"values\":{\"latency\":[");
    for (int i = 0; i < victims; i++) {
        struct release release;
        pthread_t releaser;
        watch(i);
        start(&releaser, &release, children[i].pid, SIGKILL);
        reap_until(count, SIGKILL);
        finish(releaser, &release);
        if (i >= warmups) {
            printf("%s%lld", i == warmups ? "" : ",", (long long)(children[i].at - release.at));
        }
    }
    printf("]}}\n");
    end_children();
    reap_until(0, SIGKILL);
}

static void footprint(int count, int slice) {
    struct release release;
    pthread_t releaser;
    reserve(count);
    reserve_stacks(count);
    while (made < count) {
        make(0, count);
        if (setpgid(children[made - 1].pid, children[0].pid) != 0) {
            fail("setpgid");
        }
    }
    for (int i = 0; i < count; i++) {
        await_asleep(children[i].pid);
    }
    printf("{\"values\":{\"registration\":[");
    for (int from = 0; from < count; from += slice) {
        int to = from + slice < count ? from + slice : count;
        int64_t begin = now();
        for (int i = from; i < to; i++) {
            watch(i);
        }
        printf("%s%.3f", from == 0 ? "" : ",", (double)(now() - begin) / (to - from));
    }
    printf("],");
    start(&releaser, &release, -children[0].pid, SIGKILL);
    reap_until(0, SIGKILL);
    finish(releaser, &release);
    tell_latencies(release.at);
    printf("}}\n");
}

int main(int argc, char **argv) {
    static char output[1 << 20];
    pthread_t watcher;
    sigset_t none;
    struct rlimit files;
    int first, second, third;
    if (argc < 5) {
        fprintf(stderr, "reaper: too few arguments\n");
        return 1;
    }
    first = atoi(argv[3]);
    second = atoi(argv[4]);
    third = argc > 5 ? atoi(argv[5]) : 0;
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
    epoll = epoll_create1(EPOLL_CLOEXEC);
    if (epoll < 0) {
        fail("epoll_create1");
    }
    if (pthread_create(&watcher, NULL, end_with_starter, NULL) != 0) {
        fail("pthread_create");
    }
    if (strcmp(argv[1], "reaper-storm") == 0 && argc == 6) {
        reserve(first > third ? first : third);
        for (int i = 0; i < second; i++) {
            storm(third, 0);
        }
        storm(first, 1);
    } else if (strcmp(argv[1], "reaper-bystanders") == 0 && argc == 6) {
        bystanders(first, second, third);
    } else if (strcmp(argv[1], "reaper-footprint") == 0 && argc == 5) {
        footprint(first, second);
    } else {
        fprintf(stderr, "reaper: no workload is named %s\n", argv[1]);
        return 1;
    }
    return fflush(stdout) == 0 ? 0 : 1;
}
