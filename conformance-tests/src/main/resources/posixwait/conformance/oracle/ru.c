/* wait3(), wait4() and the usage they tell. */
#include "oracle.h"

static const char *by_wait4(pid_t whom, int options, struct rusage *usage, pid_t child) {
    int status = 0;
    pid_t result = wait4(whom, &status, options, usage);
    return waited(result, child, status);
}

static void tell(void) {
    int status = 0;
    struct rusage usage;
    fact("wait3 without a child", "%s", wait3(&status, WNOHANG, NULL) == -1 ? error_name(errno) : "no error");
    fact("wait4 without a child", "%s", by_wait4(-1, WNOHANG, NULL, 0));
    pid_t child = pausing();
    memset(&usage, 0, sizeof usage);
    usage.ru_nswap = 4711;
    fact("wait4, nothing", "%s", by_wait4(child, WNOHANG, &usage, child));
    fact("the usage of nothing", "%s", usage.ru_nswap == 4711 ? "left alone" : "written");
    kill(child, SIGKILL);
    fact("wait4 with a usage", "%s", by_wait4(child, 0, &usage, child));
    fact("fields that Linux leaves 0", "%ld %ld %ld %ld %ld %ld %ld", usage.ru_ixrss, usage.ru_idrss, usage.ru_isrss,
         usage.ru_nswap, usage.ru_msgsnd, usage.ru_msgrcv, usage.ru_nsignals);
    child = exiting(5);
    pid_t result = wait3(&status, 0, &usage);
    fact("wait3 with a usage", "%s", waited(result, child, status));
    child = exiting(5);
    fact("wait4 for any", "%s", by_wait4(-1, 0, NULL, child));
    child = exiting(5);
    fact("wait4 for the own group", "%s", by_wait4(0, 0, NULL, child));
}
