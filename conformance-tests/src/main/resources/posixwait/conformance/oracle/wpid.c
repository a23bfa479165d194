/* Which child waitpid() is asked for. */
#include "oracle.h"

static void tell(void) {
    pid_t child = zombie(3);
    fact("its pid", "%s", by_waitpid(child, 0, child));
    fact("its pid again", "%s", by_waitpid(child, 0, child));
    child = zombie(3);
    fact("any", "%s", by_waitpid(-1, 0, child));
    child = zombie(3);
    fact("the own group", "%s", by_waitpid(0, 0, child));
    child = pausing();
    setpgid(child, child);
    fact("the own group, which it left", "%s", by_waitpid(0, WNOHANG, child));
    fact("its group, while it runs", "%s", by_waitpid(-child, WNOHANG, child));
    kill(child, SIGKILL);
    fact("its group", "%s", by_waitpid(-child, 0, child));
    child = pausing();
    fact("a group that is none", "%s", by_waitpid(-child, WNOHANG, child));
    fact("the caller", "%s", by_waitpid(getpid(), WNOHANG, child));
    fact("the parent", "%s", by_waitpid(getppid(), WNOHANG, child));
    fact("INT_MAX", "%s", by_waitpid(INT_MAX, WNOHANG, child));
    fact("INT_MIN + 1", "%s", by_waitpid(INT_MIN + 1, WNOHANG, child));
    fact("INT_MIN", "%s", by_waitpid(INT_MIN, WNOHANG, child));
    end(child);
}
