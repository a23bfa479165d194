/* Status words. */
#include "oracle.h"

static void tell(void) {
    static const int codes[] = {0, 1, 127, 128, 255, 256, -1};
    static const int signals[] = {1, 9, 15, 10, 40};
    char name[32];
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        snprintf(name, sizeof name, "exit %d", codes[i]);
        pid_t child = exiting(codes[i]);
        fact(name, "%s", by_waitpid(child, 0, child));
    }
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        snprintf(name, sizeof name, "signal %d", signals[i]);
        pid_t child = pausing();
        kill(child, signals[i]);
        fact(name, "%s", by_waitpid(child, 0, child));
    }
    pid_t child = pausing();
    stop(child);
    fact("stopped", "%s", by_waitpid(child, WUNTRACED, child));
    resume(child);
    fact("continued", "%s", by_waitpid(child, WCONTINUED, child));
    end(child);
}
