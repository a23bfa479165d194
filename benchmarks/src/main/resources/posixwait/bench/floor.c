/*
 * The floor: the workloads of the benchmarks with nothing between them and the C library.
 *
 *   floor call-echild  CALL COUNT BATCHES
 *   floor call-wnohang CALL COUNT BATCHES
 *   floor reap-zombie  CALL COUNT ROUNDS
 *   floor fork-storm   bare|exec CHILDREN STORMS WARMUPS
 *
 * CALL is waitpid, wait4 or waitid. The last line of the output is JSON: {"nanos":[...]} with the time of one operation in each batch
 * or round, {"storms":[{"latencies":[...]}]} with the time from the release to each status, or {"skipped":"why"} if the
 * host does not allow so many children.
 */
#include "children.h"

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

/* The calls that are measured. Each answers the pid, 0 or -1, however it reports. */

typedef int (*wait_call)(pid_t pid, int nohang);

static int by_waitpid(pid_t pid, int nohang) {
    int status;
    return waitpid(pid, &status, nohang ? WNOHANG : 0);
}

static int by_wait4(pid_t pid, int nohang) {
    int status;
    struct rusage usage;
    return wait4(pid, &status, nohang ? WNOHANG : 0, &usage);
}

static int by_waitid(pid_t pid, int nohang) {
    siginfo_t info;
    return waitid(P_PID, (id_t)pid, &info, WEXITED | (nohang ? WNOHANG : 0));
}

static wait_call call_named(const char *name) {
    if (strcmp(name, "waitpid") == 0) {
        return by_waitpid;
    }
    if (strcmp(name, "wait4") == 0) {
        return by_wait4;
    }
    if (strcmp(name, "waitid") == 0) {
        return by_waitid;
    }
    fprintf(stderr, "floor: no call is named %s\n", name);
    exit(1);
}

/* Workloads */

static void measure_calls(wait_call call, pid_t pid, int expected, int count, int batches) {
    printf("{\"nanos\":[");
    /* The first batch warms the caches and is not told. */
    for (int batch = -1; batch < batches; batch++) {
        int64_t start = now();
        for (int i = 0; i < count; i++) {
            if (call(pid, 1) != expected) {
                fail("a call found something");
            }
        }
        int64_t end = now();
        if (batch >= 0) {
            printf("%s%.3f", batch == 0 ? "" : ",", (double)(end - start) / count);
        }
    }
    printf("]}\n");
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
    measure_calls(call, child, 0, count, batches);
    end_children();
    waitpid(child, &status, 0);
    children_group = 0;
}

static void reap_zombie(wait_call call, int count, int rounds) {
    pid_t *pids = calloc((size_t)count, sizeof *pids);
    if (pids == NULL) {
        fail("calloc");
    }
    reserve_stacks(count);
    printf("{\"nanos\":[");
    for (int round = -1; round < rounds; round++) {
        int64_t start, end;
        for (int i = 0; i < count; i++) {
            pids[i] = bare(exiting, i);
            if (pids[i] < 0) {
                fail("clone");
            }
        }
        for (int i = 0; i < count; i++) {
            await_zombie(pids[i]);
        }
        start = now();
        for (int i = 0; i < count; i++) {
            if (call(pids[i], 0) < 0) {
                fail("a zombie was not reaped");
            }
        }
        end = now();
        if (round >= 0) {
            printf("%s%.3f", round == 0 ? "" : ",", (double)(end - start) / count);
        }
    }
    printf("]}\n");
    free(pids);
}

static void storm(int exec, int count, pid_t *pids, int64_t *returned, int told) {
    struct release release;
    pthread_t releaser;
    pid_t group = 0;
    for (int i = 0; i < count; i++) {
        pids[i] = exec ? sleeping(group) : bare(pausing, i);
        if (pids[i] < 0) {
            if (errno == EAGAIN || errno == ENOMEM || errno == ENOENT) {
                skip(exec ? "posix_spawn sleep" : "clone", errno, i, count);
            }
            fail("a child could not be made");
        }
        if (!exec && setpgid(pids[i], i == 0 ? pids[i] : group) != 0) {
            fail("setpgid");
        }
        if (i == 0) {
            group = pids[0];
            children_group = group;
        }
    }
    for (int i = 0; i < count; i++) {
        await_asleep(pids[i]);
    }
    release.target = -group;
    release.signal = exec ? SIGTERM : SIGKILL;
    pthread_barrier_init(&release.ready, NULL, 2);
    if (pthread_create(&releaser, NULL, release_all, &release) != 0) {
        fail("pthread_create");
    }
    pthread_barrier_wait(&release.ready);
    for (int i = 0; i < count;) {
        int status;
        pid_t pid = waitpid(-group, &status, 0);
        int64_t at = now();
        if (pid > 0) {
            returned[i++] = at;
        } else if (errno != EINTR) {
            fail("waitpid");
        }
    }
    children_group = 0;
    pthread_join(releaser, NULL);
    pthread_barrier_destroy(&release.ready);
    if (told >= 0) {
        printf("%s{\"latencies\":[", told == 0 ? "" : ",");
        for (int i = 0; i < count; i++) {
            printf("%s%lld", i == 0 ? "" : ",", (long long)(returned[i] - release.at));
        }
        printf("]}");
    }
}

static void fork_storm(int exec, int count, int storms, int warmups) {
    pid_t *pids = calloc((size_t)count, sizeof *pids);
    int64_t *returned = calloc((size_t)count, sizeof *returned);
    if (pids == NULL || returned == NULL) {
        fail("calloc");
    }
    if (!exec) {
        reserve_stacks(count);
    }
    for (int i = 0; i < warmups; i++) {
        storm(exec, count, pids, returned, -1);
    }
    printf("{\"storms\":[");
    for (int i = 0; i < storms; i++) {
        storm(exec, count, pids, returned, i);
    }
    printf("]}\n");
    free(pids);
    free(returned);
}

int main(int argc, char **argv) {
    static char output[1 << 20];
    pthread_t watcher;
    sigset_t none;
    const char *question;
    int first, second;
    if (argc < 5) {
        fprintf(stderr, "floor: too few arguments\n");
        return 1;
    }
    question = argv[1];
    first = atoi(argv[3]);
    second = atoi(argv[4]);
    setvbuf(stdout, output, _IOFBF, sizeof output);
    setsid();
    signal(SIGCHLD, SIG_DFL);
    sigemptyset(&none);
    pthread_sigmask(SIG_SETMASK, &none, NULL);
    if (pthread_create(&watcher, NULL, end_with_starter, NULL) != 0) {
        fail("pthread_create");
    }
    if (strcmp(question, "call-echild") == 0) {
        measure_calls(call_named(argv[2]), getpid(), -1, first, second);
    } else if (strcmp(question, "call-wnohang") == 0) {
        call_wnohang(call_named(argv[2]), first, second);
    } else if (strcmp(question, "reap-zombie") == 0) {
        reap_zombie(call_named(argv[2]), first, second);
    } else if (strcmp(question, "fork-storm") == 0 && argc == 6) {
        fork_storm(strcmp(argv[2], "exec") == 0, first, second, atoi(argv[5]));
    } else {
        fprintf(stderr, "floor: no workload is named %s\n", question);
        return 1;
    }
    return fflush(stdout) == 0 ? 0 : 1;
}
