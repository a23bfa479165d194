/*
 * What a Reaper and a loop of waitpid(-1) do with children that end one after the other at a given rate, with nothing
 * between them and the C library.
 *
 *   sustained reaper-sustained WAY bare|exec MOST LIFE FIRST HALVINGS RATE...
 *
 * WAY is pidfd or any; see reaping.h. MOST is the most children of one stretch, LIFE the nanoseconds from the instant a child
 * is watched to its end, each RATE one of ends in a second, at which figures are told, and FIRST the rate at which the search
 * for the last that is kept up with begins; what is left between it and the first that is not is halved HALVINGS times.
 *
 * The last line of the output is JSON: {"values":{...}} with "latency ARRIVALS RATE" and "ends ARRIVALS RATE" for each rate,
 * in nanoseconds from the beginning of its stretch, and "kept", the last rate that was kept up with; or {"skipped":"why"} if
 * the host does not allow so many children. Stretch.java has the same schedules.
 */
#include "reaping.h"
#include <math.h>

#define BURST 32
#define STRETCH_NANOS 500000000.0
#define FEWEST 200
#define FASTEST 128000
/* How often the first rate is halved, if that is too fast already. */
#define SLOWER 3
#define GAMMA UINT64_C(0x9E3779B97F4A7C15)

static char *const sleeps[] = {"sleep", "600", NULL};

static int64_t *due;
static int exec_children;
static int most;
static int64_t life;

struct generator {
    int count;
    int64_t begin;
    volatile int done;
};

/* splitmix64, the same in both languages. */
static double uniform(uint64_t *state) {
    uint64_t z = (*state += GAMMA);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    z ^= z >> 31;
    return (double)((z >> 11) + 1) / (double)(UINT64_C(1) << 53);
}

static void schedule(int count, double rate, int bursts) {
    uint64_t state = (uint64_t)count;
    double at = 0;
    for (int i = 0; i < count; i++) {
        if (bursts) {
            at = (i / BURST) * (1e9 * BURST / rate);
        } else {
            at -= log(uniform(&state)) * 1e9 / rate;
        }
        due[i] = life + (int64_t)at;
    }
}

static void sleep_until(int64_t instant) {
    struct timespec until = {instant / 1000000000, instant % 1000000000};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) == EINTR) {
    }
}

/* Watches each child a life before it ends it. Whatever is due is done at once; what is late is late for all to see. */
static void *generate(void *argument) {
    struct generator *generator = argument;
    int watched = 0, ended = 0;
    while (ended < generator->count) {
        int64_t watch_at = watched < generator->count ? due[watched] - life : INT64_MAX;
        int64_t end_at = ended < watched ? due[ended] : INT64_MAX;
        int64_t next = generator->begin + (watch_at < end_at ? watch_at : end_at);
        if (now() < next) {
            sleep_until(next);
        }
        if (watch_at < end_at) {
            watch(watched++);
        } else {
            pid_t pid = children[ended++].pid;
            if (pid > 0) {
                kill(pid, SIGKILL);
            }
        }
    }
    return NULL;
}

static int backlog(int count, int64_t begin, int64_t at) {
    int open = 0;
    for (int i = 0; i < count; i++) {
        if (due[i] <= at && children[i].at - begin > at) {
            open++;
        }
    }
    return open;
}

static int64_t stretch(int count, double rate, int bursts) {
    struct generator generator = {.count = count};
    pthread_t thread;
    schedule(count, rate, bursts);
    made = 0;
    while (made < count) {
        children[made].at = 0;
        make(exec_children ? sleeps : NULL, count);
    }
    for (int i = 0; i < count; i++) {
        await_asleep(children[i].pid);
    }
    reaped = 0;
    generator.begin = now() + 1000000;
    if (pthread_create(&thread, NULL, generate, &generator) != 0) {
        fail("pthread_create");
    }
    while (reaped < count) {
        reap_some();
    }
    pthread_join(thread, NULL);
    return generator.begin;
}

static int keeps_up(double rate) {
    int count = (int)(rate * STRETCH_NANOS / 1e9);
    int64_t begin;
    count = count < FEWEST ? FEWEST : count > most ? most : count;
    begin = stretch(count, rate, 0);
    int growth = backlog(count, begin, due[count - 1]) - backlog(count, begin, due[count / 2]);
    return growth <= (count / 40 > 10 ? count / 40 : 10);
}

/* Twice in a row, or the host had other things to do. */
static int falls_behind(double rate) {
    return !keeps_up(rate) && !keeps_up(rate);
}

static double search(double first, int halvings) {
    double kept = first, lost;
    for (int i = 0; i < SLOWER && falls_behind(kept); i++) {
        kept /= 2;
    }
    lost = kept * 2;
    if (kept >= first) {
        while (lost <= FASTEST && !falls_behind(lost)) {
            kept = lost;
            lost *= 2;
        }
    } else if (falls_behind(kept)) {
        return 0;
    }
    for (int i = 0; i < halvings && lost <= FASTEST; i++) {
        double middle = sqrt(kept * lost);
        if (falls_behind(middle)) {
            lost = middle;
        } else {
            kept = middle;
        }
    }
    return kept;
}

static void tell(const char *name, const char *arrivals, const char *rate, int count, int64_t begin, int latencies) {
    printf("\"%s %s %s\":[", name, arrivals, rate);
    for (int i = 0; i < count; i++) {
        int64_t told = children[i].at - begin;
        printf("%s%lld", i == 0 ? "" : ",", (long long)(latencies ? told - due[i] : due[i]));
    }
    printf("],");
}

int main(int argc, char **argv) {
    begin();
    choose_way(argc > 2 ? argv[2] : "");
    if (argc < 8 || way == THREADS) {
        fprintf(stderr, "sustained: too few arguments\n");
        return 1;
    }
    exec_children = strcmp(argv[3], "exec") == 0;
    most = atoi(argv[4]);
    life = atoll(argv[5]);
    ending = SIGKILL;
    reserve(most);
    reserve_stacks(most);
    due = calloc((size_t)most, sizeof *due);
    if (due == NULL) {
        fail("calloc");
    }
    stretch(most < FEWEST ? most : FEWEST, 1000, 0);
    printf("{\"values\":{");
    for (int i = 8; i < argc; i++) {
        for (int bursts = 0; bursts < 2; bursts++) {
            double rate = atof(argv[i]);
            int count = most < rate ? most : (int)rate;
            int64_t begin = stretch(count, rate, bursts);
            tell("latency", bursts ? "bursts" : "poisson", argv[i], count, begin, 1);
            tell("ends", bursts ? "bursts" : "poisson", argv[i], count, begin, 0);
        }
    }
    printf("\"kept\":[%.1f]}}\n", search(atof(argv[6]), atoi(argv[7])));
    return fflush(stdout) == 0 ? 0 : 1;
}
