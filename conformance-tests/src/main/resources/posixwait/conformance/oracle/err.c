/* Errors. */
#include "oracle.h"

static void tell(void) {
    fact("wait", "%s", wait(NULL) == -1 ? error_name(errno) : "no error");
    fact("waitpid", "%s", by_waitpid(-1, 0, 0));
    fact("waitpid, WNOHANG", "%s", by_waitpid(-1, WNOHANG, 0));
    fact("waitid", "%s", by_waitid(P_ALL, 0, WEXITED, 0));
    fact("waitid, a bad option before there is a child", "%s", by_waitid(P_ALL, 0, WEXITED | 0x100, 0));
    fact("waitpid, a bad option before there is a child", "%s", by_waitpid(-1, 0x100, 0));
    pid_t child = zombie(7);
    fact("a bad address", "%s", plain(syscall(SYS_wait4, child, 8, 0, NULL)));
    fact("after a bad address", "%s", by_waitpid(child, WNOHANG, child));
    fact("kill of one that was reaped", "%s", plain(kill(child, 0)));
    fact("kill with signal 65", "%s", plain(kill(getpid(), 65)));
    fact("kill with signal -1", "%s", plain(kill(getpid(), -1)));
    struct sigaction ignore;
    memset(&ignore, 0, sizeof ignore);
    ignore.sa_handler = SIG_IGN;
    fact("ignoring SIGKILL", "%s", plain(sigaction(SIGKILL, &ignore, NULL)));
    fact("ignoring SIGSTOP", "%s", plain(sigaction(SIGSTOP, &ignore, NULL)));
}
