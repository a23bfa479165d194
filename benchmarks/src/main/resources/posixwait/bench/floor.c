/*
 * The floor: the calls of the benchmarks, with nothing between them and the C library.
 *
 *   floor call-echild    call CALL COUNT BATCHES
 *   floor call-wnohang   call CALL COUNT BATCHES
 *   floor call-compiled  call CALL COUNT BATCHES      as call-echild: a C program is compiled
 *   floor call-collector call CALL COUNT BATCHES      as call-echild: it has no garbage collector
 *   floor call-jdk       call CALL COUNT BATCHES      as call-echild: it has no JDK
 *   floor call-errno     call none|kept|read COUNT BATCHES
 *   floor first-call     call COUNT BATCHES
 *   floor reap-zombie    call CALL CHILDREN ROUNDS
 *   floor reap-drain     call waitpid CHILDREN ROUNDS
 *
 * CALL is wait, waitpid, waitid, wait3, wait4 or pidfd, which is waitid(P_PIDFD); with "+usage" it asks for what the child
 * used. The last line of the output is JSON: {"values":{"nanos":[...]}} with the time of one operation in each batch or
 * round, or {"skipped":"why"} if the host does not allow so many children or has no such call.
 */
#include "children.h"
#include <dlfcn.h>
#include <sys/syscall.h>

#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif

/* P_PIDFD, which older headers lack. */
#define ID_IS_PIDFD ((idtype_t)3)

static volatile pid_t children_group;

static void end_children(void) {
    if (children_group > 0) {
        kill(-children_group, SIGKILL);
    }
}

static int exiting(void *unused) {
    (void)unused;
    _exit(0);
}

static void await_zombie(pid_t pid) {
    siginfo_t info;
    while (waitid(P_PID, pid, &info, WEXITED | WNOWAIT) != 0) {
        if (errno != EINTR) {
            fail("waitid");
        }
    }
}

/* The calls that are measured. Each answers the pid, 0 or -1, however it reports; those that cannot say whom take any. */

typedef int (*wait_call)(int id, int nohang);

static struct rusage usage;
static struct rusage *used;

static int by_wait(int id, int nohang) {
    int status;
    (void)id;
    (void)nohang;
    return wait(&status);
}

static int by_waitpid(int id, int nohang) {
    int status;
    return waitpid(id, &status, nohang ? WNOHANG : 0);
}

static int by_wait3(int id, int nohang) {
    int status;
    (void)id;
    return wait3(&status, nohang ? WNOHANG : 0, used);
}

static int by_wait4(int id, int nohang) {
    int status;
    return wait4(id, &status, nohang ? WNOHANG : 0, used);
}

static int by_waitid(int id, int nohang) {
    siginfo_t info;
    return waitid(P_PID, (id_t)id, &info, WEXITED | (nohang ? WNOHANG : 0));
}

/* The C library hides the fifth argument. */
static int by_waitid_with_usage(int id, int nohang) {
    siginfo_t info;
    return (int)syscall(SYS_waitid, P_PID, id, &info, WEXITED | (nohang ? WNOHANG : 0), &usage);
}

static int by_pidfd(int id, int nohang) {
    siginfo_t info;
    return waitid(ID_IS_PIDFD, (id_t)id, &info, WEXITED | (nohang ? WNOHANG : 0));
}

static wait_call call_named(const char *name) {
    static const struct {
        const char *name;
        wait_call call;
        int usage;
    } calls[] = {
        {"wait", by_wait, 0},
        {"waitpid", by_waitpid, 0},
        {"waitid", by_waitid, 0},
        {"waitid+usage", by_waitid_with_usage, 1},
        {"wait3", by_wait3, 0},
        {"wait3+usage", by_wait3, 1},
        {"wait4", by_wait4, 0},
        {"wait4+usage", by_wait4, 1},
        {"pidfd", by_pidfd, 0},
    };
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        if (strcmp(name, calls[i].name) == 0) {
            used = calls[i].usage ? &usage : NULL;
            return calls[i].call;
        }
    }
    fprintf(stderr, "floor: no call is named %s\n", name);
    exit(1);
}

/* What the call is told: the pid, or a pidfd of it. */
static int id_for(wait_call call, pid_t pid) {
    long fd;
    if (call != by_pidfd) {
        return pid;
    }
    fd = syscall(SYS_pidfd_open, pid, 0);
    if (fd < 0) {
        skip("pidfd_open", errno, 0, 1);
    }
    return (int)fd;
}

/* Workloads */

static void begin_values(const char *name) {
    printf("{\"values\":{\"%s\":[", name);
}

static void value(int index, int64_t nanos, int operations) {
    printf("%s%.3f", index == 0 ? "" : ",", (double)nanos / operations);
}

static void end_values(void) {
    printf("]}}\n");
}

static void measure_calls(wait_call call, int id, int expected, int count, int batches) {
    begin_values("nanos");
    /* The first batch warms the caches and is not told. */
    for (int batch = -1; batch < batches; batch++) {
        int64_t start = now();
        for (int i = 0; i < count; i++) {
            if (call(id, 1) != expected) {
                fail("a call found something");
            }
        }
        if (batch >= 0) {
            value(batch, now() - start, count);
        }
    }
    end_values();
}

static void call_echild(wait_call call, int count, int batches) {
    measure_calls(call, id_for(call, getpid()), -1, count, batches);
}

static void call_wnohang(wait_call call, int count, int batches) {
    int status;
    pid_t child;
    reserve_stacks(1);
    child = bare(pausing, 0);
    if (child < 0) {
        skip("clone", errno, 0, 1);
    }
    setpgid(child, child);
    children_group = child;
    await_asleep(child);
    measure_calls(call, id_for(call, child), 0, count, batches);
    end_children();
    waitpid(child, &status, 0);
    children_group = 0;
}

/* For whoever reads it next, as a binding keeps it. */
static volatile int kept_errno;

static void call_errno(const char *what, int count, int batches) {
    int keeps = strcmp(what, "none") != 0;
    pid_t pid = strcmp(what, "read") == 0 ? -1 : 0;
    begin_values("nanos");
    for (int batch = -1; batch < batches; batch++) {
        int64_t start = now();
        for (int i = 0; i < count; i++) {
            int result = getpgid(pid);
            if (keeps) {
                kept_errno = errno;
            }
            if (pid == 0 ? result < 0 : result != -1 || -kept_errno != -ESRCH) {
                fail("getpgid");
            }
        }
        if (batch >= 0) {
            value(batch, now() - start, count);
        }
    }
    end_values();
}

/* From before the function is looked up, as a backend does, to the first result; and that call alone. */
static void first_call(void) {
    int64_t start, found, end;
    pid_t self = getpid();
    int status;
    pid_t (*call)(pid_t, int *, int);
    now();
    start = now();
    *(void **)&call = dlsym(RTLD_DEFAULT, "waitpid");
    found = now();
    if (call == NULL || call(self, &status, WNOHANG) != -1) {
        fail("waitpid for this process itself");
    }
    end = now();
    printf("{\"values\":{\"fromOpening\":[%lld],\"alone\":[%lld]}}\n", (long long)(end - start), (long long)(end - found));
}

static void make_zombies(pid_t *pids, int count) {
    for (int i = 0; i < count; i++) {
        pids[i] = bare(exiting, i);
        if (pids[i] < 0) {
            skip("clone", errno, i, count);
        }
    }
    for (int i = 0; i < count; i++) {
        await_zombie(pids[i]);
    }
}

static void reap_zombie(wait_call call, int count, int rounds) {
    pid_t *pids = calloc((size_t)count, sizeof *pids);
    int *ids = calloc((size_t)count, sizeof *ids);
    if (pids == NULL || ids == NULL) {
        fail("calloc");
    }
    reserve_stacks(count);
    begin_values("nanos");
    for (int round = -1; round < rounds; round++) {
        int64_t start, end;
        make_zombies(pids, count);
        for (int i = 0; i < count; i++) {
            ids[i] = id_for(call, pids[i]);
        }
        start = now();
        for (int i = 0; i < count; i++) {
            if (call(ids[i], 0) < 0) {
                fail("a zombie was not reaped");
            }
        }
        end = now();
        for (int i = 0; call == by_pidfd && i < count; i++) {
            close(ids[i]);
        }
        if (round >= 0) {
            value(round, end - start, count);
        }
    }
    end_values();
    free(pids);
    free(ids);
}

static void reap_drain(int count, int rounds) {
    pid_t *pids = calloc((size_t)count, sizeof *pids);
    if (pids == NULL) {
        fail("calloc");
    }
    reserve_stacks(count);
    begin_values("nanos");
    for (int round = -1; round < rounds; round++) {
        int64_t start, end;
        int status, reaped = 0;
        make_zombies(pids, count);
        start = now();
        while (waitpid(-1, &status, WNOHANG) > 0) {
            reaped++;
        }
        end = now();
        if (reaped != count || errno != ECHILD) {
            fail("not all zombies were drained");
        }
        if (round >= 0) {
            value(round, end - start, count);
        }
    }
    end_values();
    free(pids);
}

static int is(const char *question, const char *name) {
    return strcmp(question, name) == 0;
}

/* A thread more, as JVMs have many: a wait for any child looks at the children of each. */
static void *be_there(void *unused) {
    for (;;) {
        pause();
    }
    return unused;
}

int main(int argc, char **argv) {
    static char output[1 << 20];
    pthread_t watcher, idle;
    sigset_t none;
    const char *question, *what;
    int first, second, threads;
    if (argc < 5) {
        fprintf(stderr, "floor: too few arguments\n");
        return 1;
    }
    question = argv[1];
    threads = atoi(argv[2]);
    setvbuf(stdout, output, _IOFBF, sizeof output);
    setsid();
    signal(SIGCHLD, SIG_DFL);
    sigemptyset(&none);
    pthread_sigmask(SIG_SETMASK, &none, NULL);
    if (pthread_create(&watcher, NULL, end_with_starter, NULL) != 0) {
        fail("pthread_create");
    }
    for (; threads > 2; threads--) {
        if (pthread_create(&idle, NULL, be_there, NULL) != 0) {
            fail("pthread_create");
        }
    }
    if (is(question, "first-call")) {
        first_call();
        return fflush(stdout) == 0 ? 0 : 1;
    }
    if (argc != 6) {
        fprintf(stderr, "floor: %s takes 4 arguments\n", question);
        return 1;
    }
    what = argv[3];
    first = atoi(argv[4]);
    second = atoi(argv[5]);
    if (is(question, "call-wnohang")) {
        call_wnohang(call_named(what), first, second);
    } else if (is(question, "call-errno")) {
        call_errno(what, first, second);
    } else if (strncmp(question, "call-", strlen("call-")) == 0) {
        call_echild(call_named(what), first, second);
    } else if (is(question, "reap-zombie")) {
        reap_zombie(call_named(what), first, second);
    } else if (is(question, "reap-drain")) {
        reap_drain(first, second);
    } else {
        fprintf(stderr, "floor: no workload is named %s\n", question);
        return 1;
    }
    return fflush(stdout) == 0 ? 0 : 1;
}
