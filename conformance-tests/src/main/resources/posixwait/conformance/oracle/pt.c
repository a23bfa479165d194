/* Children that are traced. */
#include "oracle.h"
#include <sys/ptrace.h>

/* A child that a signal has stopped for its tracer. */
static pid_t trapped(int number) {
    pid_t child = pausing();
    ptrace(PTRACE_SEIZE, child, NULL, NULL);
    kill(child, number);
    until(child, WSTOPPED);
    return child;
}

static void tell(void) {
    pid_t child = pausing();
    fact("tracing a child", "%s", plain(ptrace(PTRACE_SEIZE, child, NULL, NULL)));
    fact("while it runs", "%s", by_waitpid(child, WNOHANG, child));
    kill(child, SIGTERM);
    until(child, WSTOPPED);
    fact("a stop, not asked for", "%s", by_waitpid(child, WNOHANG, child));
    fact("the stop again", "%s", by_waitpid(child, WNOHANG, child));
    fact("letting it go on", "%s", plain(ptrace(PTRACE_CONT, child, NULL, (void *)(long)SIGTERM)));
    fact("its end", "%s", by_waitpid(child, 0, child));

    child = trapped(SIGUSR1);
    fact("a stop, by waitid", "%s", by_waitid(P_PID, (id_t)child, WSTOPPED, child));
    end(child);
    child = trapped(SIGUSR1);
    fact("a stop, __WCLONE", "%s", by_waitpid(child, WNOHANG | __WCLONE, child));
    end(child);
}
