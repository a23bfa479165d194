/* Each option bit, asked with WNOHANG of a child that runs. */
#include "oracle.h"

static void tell(void) {
    char name[32];
    pid_t child = pausing();
    for (int bit = 0; bit < 32; bit++) {
        int status = 0;
        int options = (int)(1U << bit) | WNOHANG;
        snprintf(name, sizeof name, "waitpid bit %d", bit);
        fact(name, "%s", by_waitpid(child, options, child));
        snprintf(name, sizeof name, "wait4 bit %d", bit);
        pid_t result = wait4(child, &status, options, NULL);
        fact(name, "%s", waited(result, child, status));
    }
    stop(child);
    fact("a stop, not asked for", "%s", by_waitpid(child, WNOHANG, child));
    fact("a stop", "%s", by_waitpid(child, WNOHANG | WUNTRACED, child));
    fact("a stop, told", "%s", by_waitpid(child, WNOHANG | WUNTRACED, child));
    end(child);
}
