/* Limits: what a wait needs, and what fails without. */
#include "oracle.h"

static const char *opened(long fd) { return fd == -1 ? error_name(errno) : "opened"; }

static void tell(void) {
    struct rlimit before, limit;
    getrlimit(RLIMIT_NOFILE, &before);
    limit = before;
    limit.rlim_cur = before.rlim_max;
    limit.rlim_max = before.rlim_max - 1;
    fact("a limit above the hard one", "%s", plain(setrlimit(RLIMIT_NOFILE, &limit)));
    limit.rlim_max = before.rlim_max;
    fact("a limit of something else", "%s", plain(setrlimit(99, &limit)));

    pid_t child = zombie(7);
    limit.rlim_cur = 0;
    setrlimit(RLIMIT_NOFILE, &limit);
    const char *pidfd = opened(syscall(SYS_pidfd_open, child, 0));
    int ends[2];
    const char *made = plain(pipe2(ends, 0));
    char peeked[96], reaped[32];
    snprintf(peeked, sizeof peeked, "%s", by_waitid(P_PID, (id_t)child, WEXITED | WNOWAIT, child));
    snprintf(reaped, sizeof reaped, "%s", by_waitpid(child, 0, child));
    setrlimit(RLIMIT_NOFILE, &before);
    fact("a pidfd without a descriptor", "%s", pidfd);
    fact("a pipe without descriptors", "%s", made);
    fact("a peek without a descriptor", "%s", peeked);
    fact("a wait without a descriptor", "%s", reaped);
}
