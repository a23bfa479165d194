/* Process groups. */
#include "oracle.h"

static void tell(void) {
    pid_t child = pausing();
    fact("the group it starts in", "%s", getpgid(child) == getpgrp() ? "the own" : "another");
    fact("a group of its own", "%s", plain(setpgid(child, child)));
    fact("its group", "%s", getpgid(child) == child ? "child" : "another");
    fact("a negative group", "%s", plain(setpgid(child, -1)));
    fact("a group that is none", "%s", plain(setpgid(child, INT_MAX)));
    fact("a process that is no child", "%s", plain(setpgid(getppid(), 0)));
    fact("a wait for the own group", "%s", by_waitpid(0, WNOHANG, child));
    fact("a signal to its group", "%s", plain(kill(-child, 0)));
    kill(-child, SIGKILL);
    until(child, WEXITED);
    fact("a signal to a group of zombies", "%s", plain(kill(-child, 0)));
    fact("a wait for its group", "%s", by_waitpid(-child, 0, child));
    fact("a signal to a group that is gone", "%s", plain(kill(-child, 0)));
}
