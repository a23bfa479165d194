/* wait(). */
#include "oracle.h"

static const char *by_wait(pid_t child) {
    int status = 0;
    pid_t result = wait(&status);
    return waited(result, child, status);
}

static void tell(void) {
    fact("no child", "%s", by_wait(0));
    pid_t child = zombie(7);
    fact("a zombie", "%s", by_wait(child));
    fact("again", "%s", by_wait(child));
    child = zombie(7);
    fact("without a status word", "%s", wait(NULL) == child ? "child" : "another");
    child = pausing();
    setpgid(child, child);
    kill(child, SIGKILL);
    fact("a child of another group", "%s", by_wait(child));
}
