/* waitid(). */
#include "oracle.h"

static void tell(void) {
    char name[32];
    pid_t child = pausing();
    for (int bit = 0; bit < 32; bit++) {
        snprintf(name, sizeof name, "bit %d", bit);
        fact(name, "%s", by_waitid(P_PID, child, (int)(1U << bit) | WEXITED | WNOHANG, child));
    }
    fact("no event", "%s", by_waitid(P_PID, child, WNOHANG, child));
    fact("id type -1", "%s", by_waitid(-1, child, WEXITED | WNOHANG, child));
    fact("id type 4", "%s", by_waitid(4, child, WEXITED | WNOHANG, child));
    fact("pid 0", "%s", by_waitid(P_PID, 0, WEXITED | WNOHANG, child));
    fact("pid -1", "%s", by_waitid(P_PID, (id_t)-1, WEXITED | WNOHANG, child));
    fact("a group that is none", "%s", by_waitid(P_PGID, child, WEXITED | WNOHANG, child));
    fact("any, with an id", "%s", by_waitid(P_ALL, 0xdead, WEXITED | WNOHANG, child));
    stop(child);
    fact("stopped", "%s", by_waitid(P_PID, child, WSTOPPED, child));
    resume(child);
    fact("continued", "%s", by_waitid(P_PID, child, WCONTINUED, child));
    kill(child, SIGKILL);
    fact("killed", "%s", by_waitid(P_PID, child, WEXITED | WNOWAIT, child));
    fact("only other events", "%s", by_waitid(P_PID, child, WSTOPPED | WCONTINUED, child));
    fact("killed, reaped", "%s", by_waitid(P_PID, child, WEXITED, child));
    fact("reaped", "%s", by_waitid(P_PID, child, WEXITED, child));
    child = exiting(42);
    fact("exited", "%s", by_waitid(P_PID, child, WEXITED, child));
    child = exiting(0x1234);
    fact("exited with more than eight bits", "%s", by_waitid(P_PID, child, WEXITED, child));
}
