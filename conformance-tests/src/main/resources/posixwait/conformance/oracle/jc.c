/* Stops and continuations. */
#include "oracle.h"

static void tell(void) {
    pid_t child = pausing();
    stop(child);
    fact("a stop", "%s", by_waitpid(child, WNOHANG | WUNTRACED, child));
    fact("the stop again", "%s", by_waitpid(child, WNOHANG | WUNTRACED, child));
    kill(child, SIGSTOP);
    fact("a second SIGSTOP", "%s", by_waitpid(child, WNOHANG | WUNTRACED, child));
    resume(child);
    fact("a continuation, not asked for", "%s", by_waitpid(child, WNOHANG | WUNTRACED, child));
    fact("a continuation", "%s", by_waitpid(child, WNOHANG | WCONTINUED, child));
    fact("the continuation again", "%s", by_waitpid(child, WNOHANG | WCONTINUED, child));
    kill(child, SIGCONT);
    fact("SIGCONT to one that runs", "%s", by_waitpid(child, WNOHANG | WCONTINUED, child));
    stop(child);
    resume(child);
    fact("a stop that is over", "%s", by_waitpid(child, WNOHANG | WUNTRACED, child));
    stop(child);
    fact("a continuation that is over", "%s", by_waitpid(child, WNOHANG | WCONTINUED, child));
    kill(child, SIGKILL);
    until(child, WEXITED);
    fact("a stop that ended in death", "%s", by_waitpid(child, WNOHANG | WUNTRACED, child));
}
