/*
 * What a Reaper, a loop of waitpid(-1) and threads that wait do, with nothing between them and the C library.
 *
 *   reaper reaper-storm      WAY CHILDREN WARMUPS WARMUP_CHILDREN bare|exec kill|pipe
 *   reaper reaper-bystanders WAY CHILDREN DEATHS WARMUPS
 *   reaper reaper-footprint  WAY CHILDREN SLICE IDLE
 *   reaper waiting           WAY CHILDREN SLICE IDLE
 *
 * WAY is pidfd, any or threads, in storms of programs also pipes; see reaping.h. IDLE is for how many milliseconds nothing
 * happens while switches are counted.
 *
 * The last line of the output is JSON: {"values":{"latency":[...]}} with the nanoseconds from the release to each status,
 * "registration" with those for each child of a slice, and what the living children cost; or {"skipped":"why"} if the host
 * does not allow so many children.
 */
#include "reaping.h"
#include <dirent.h>

/* How many further threads are started, one after the other. */
#define FURTHER 20

static void join_all(void) {
    for (int i = 0; i < made; i++) {
        pthread_join(children[i].thread, NULL);
        children[i].pid = 0;
    }
    living = 0;
}

/* Until as many are left; with threads until none is. */
static void reap_until(int left) {
    if (way == THREADS) {
        join_all();
    }
    while (living > left) {
        reap_some();
    }
}

static void start(pthread_t *thread, struct release *release) {
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

/* Programs are in the group of this process, as those of java.lang.Process have to be; bare children have one of their own. */
static void storm(int count, int exec, int by_pipe, int told) {
    static char *const sleeps[] = {"sleep", "600", NULL};
    char path[64];
    char *const reads[] = {"cat", path, NULL};
    struct release release = {0};
    pthread_t releaser;
    int ends[2] = {-1, -1};
    made = 0;
    ending = by_pipe ? 0 : exec ? SIGTERM : SIGKILL;
    if (by_pipe) {
        if (pipe2(ends, O_CLOEXEC) != 0) {
            fail("pipe2");
        }
        snprintf(path, sizeof path, "/proc/%d/fd/%d", getpid(), ends[0]);
    }
    while (made < count) {
        children[made].at = 0;
        make(exec ? (by_pipe ? reads : sleeps) : NULL, count);
        if (!exec && setpgid(children[made - 1].pid, children[0].pid) != 0) {
            fail("setpgid");
        }
    }
    for (int i = 0; i < count; i++) {
        await_asleep(children[i].pid);
    }
    for (int i = 0; i < count; i++) {
        watch(i);
    }
    release.signal = ending;
    release.descriptor = ends[1];
    release.target = exec ? -getpgrp() : -children[0].pid;
    signal(SIGTERM, SIG_IGN);
    start(&releaser, &release);
    reap_until(0);
    finish(releaser, &release);
    signal(SIGTERM, SIG_DFL);
    if (by_pipe) {
        close(ends[0]);
    }
    if (told) {
        printf("{\"values\":{");
        tell_latencies(release.at);
        printf("}}\n");
    }
}

/* The victims are made first and watched one by one: a child made later would hold copies of all pidfds. */
static void bystanders(int count, int deaths, int warmups) {
    int victims = deaths + warmups;
    ending = SIGKILL;
    reserve(count + victims);
    reserve_stacks(count + victims);
    while (made < count + victims) {
        make(NULL, count + victims);
    }
    for (int i = 0; i < made; i++) {
        await_asleep(children[i].pid);
    }
    for (int i = victims; i < made; i++) {
        watch(i);
    }
    printf("{\"values\":{\"latency\":[");
    for (int i = 0; i < victims; i++) {
        struct release release = {.target = children[i].pid, .signal = SIGKILL};
        pthread_t releaser;
        watch(i);
        start(&releaser, &release);
        reap_until(count);
        finish(releaser, &release);
        if (i >= warmups) {
            printf("%s%lld", i == warmups ? "" : ",", (long long)(children[i].at - release.at));
        }
    }
    printf("]}}\n");
    end_children();
    reap_until(0);
}

/* What this process holds. */
struct cost {
    long rss;
    long descriptors;
    long threads;
    long switches;
};

static long sum_of_switches(const char *task) {
    char path[64], line[128];
    long sum = 0;
    snprintf(path, sizeof path, "/proc/self/task/%.20s/status", task);
    FILE *status = fopen(path, "re");
    while (status != NULL && fgets(line, sizeof line, status) != NULL) {
        long value;
        if (sscanf(line, "voluntary_ctxt_switches: %ld", &value) == 1 || sscanf(line, "nonvoluntary_ctxt_switches: %ld", &value) == 1) {
            sum += value;
        }
    }
    if (status != NULL) {
        fclose(status);
    }
    return sum;
}

static struct cost cost_now(void) {
    struct cost cost = {0};
    char line[128];
    FILE *memory = fopen("/proc/self/smaps_rollup", "re");
    DIR *directory = opendir("/proc/self/fd");
    while (memory != NULL && fgets(line, sizeof line, memory) != NULL) {
        if (sscanf(line, "Rss: %ld kB", &cost.rss) == 1) {
            cost.rss *= 1024;
        }
    }
    if (memory != NULL) {
        fclose(memory);
    }
    while (directory != NULL && readdir(directory) != NULL) {
        cost.descriptors++;
    }
    if (directory != NULL) {
        closedir(directory);
    }
    directory = opendir("/proc/self/task");
    for (struct dirent *task; directory != NULL && (task = readdir(directory)) != NULL;) {
        if (task->d_name[0] != '.') {
            cost.threads++;
            cost.switches += sum_of_switches(task->d_name);
        }
    }
    if (directory != NULL) {
        closedir(directory);
    }
    return cost;
}

static void *take_time(void *at) {
    *(int64_t *)at = now();
    return NULL;
}

/* Until a further thread runs while all others wait. */
static int64_t further(void) {
    pthread_t thread;
    int64_t at, begin = now();
    if (pthread_create(&thread, NULL, take_time, &at) != 0) {
        fail("pthread_create");
    }
    pthread_join(thread, NULL);
    return at - begin;
}

static void footprint(int count, int slice, int idle_millis) {
    struct release release = {0};
    struct timespec idle = {idle_millis / 1000, idle_millis % 1000 * 1000000L};
    struct timespec settle = {0, (idle_millis < 600 ? idle_millis / 2 : 300) * 1000000L};
    pthread_t releaser;
    struct cost before, with, after;
    ending = SIGKILL;
    reserve(count);
    reserve_stacks(count);
    while (made < count) {
        make(NULL, count);
        if (setpgid(children[made - 1].pid, children[0].pid) != 0) {
            fail("setpgid");
        }
    }
    for (int i = 0; i < count; i++) {
        await_asleep(children[i].pid);
    }
    before = cost_now();
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
    nanosleep(&settle, NULL);
    with = cost_now();
    nanosleep(&idle, NULL);
    after = cost_now();
    printf("\"rss\":[%.1f],\"descriptors\":[%.3f],\"threads\":[%ld],\"switches\":[%.0f],",
           (double)(with.rss - before.rss) / count, (double)(with.descriptors - before.descriptors) / count,
           with.threads - before.threads, (after.switches - with.switches) * 1000.0 / idle_millis);
    if (way == THREADS) {
        printf("\"further\":[");
        for (int i = 0; i < FURTHER; i++) {
            printf("%s%lld", i == 0 ? "" : ",", (long long)further());
        }
        printf("],");
    }
    release.target = -children[0].pid;
    release.signal = SIGKILL;
    start(&releaser, &release);
    reap_until(0);
    finish(releaser, &release);
    tell_latencies(release.at);
    printf("}}\n");
}

int main(int argc, char **argv) {
    int numbers[3] = {0, 0, 0};
    const char *question = argc > 2 ? argv[1] : "";
    for (int i = 0; i < 3 && i + 3 < argc; i++) {
        numbers[i] = atoi(argv[i + 3]);
    }
    begin();
    choose_way(argc > 2 ? argv[2] : "");
    if (strcmp(question, "reaper-storm") == 0 && argc == 8) {
        int most = numbers[0] > numbers[2] ? numbers[0] : numbers[2];
        int exec = strcmp(argv[6], "exec") == 0;
        with_pipes = exec && strcmp(argv[2], "pipes") == 0;
        reserve(most);
        reserve_stacks(most);
        for (int i = 0; i < numbers[1]; i++) {
            storm(numbers[2], exec, strcmp(argv[7], "pipe") == 0, 0);
        }
        storm(numbers[0], exec, strcmp(argv[7], "pipe") == 0, 1);
    } else if (strcmp(question, "reaper-bystanders") == 0 && argc == 6 && way != THREADS) {
        bystanders(numbers[0], numbers[1], numbers[2]);
    } else if ((strcmp(question, "reaper-footprint") == 0 || strcmp(question, "waiting") == 0) && argc == 6) {
        footprint(numbers[0], numbers[1], numbers[2]);
    } else {
        fprintf(stderr, "reaper: no workload is named %s with so many arguments\n", question);
        return 1;
    }
    return fflush(stdout) == 0 ? 0 : 1;
}
