/* A zombie, and what is left of it. */
#include "oracle.h"

static char state(pid_t pid) {
    char path[64];
    char state = '-';
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *file = fopen(path, "r");
    if (file != NULL) {
        if (fscanf(file, "%*d (%*[^)]) %c", &state) != 1) state = '?';
        fclose(file);
    }
    return state;
}

static void tell(void) {
    pid_t child = zombie(7);
    fact("state", "%c", state(child));
    fact("signal 0", "%s", plain(kill(child, 0)));
    fact("SIGKILL", "%s", plain(kill(child, SIGKILL)));
    fact("SIGSTOP", "%s", plain(kill(child, SIGSTOP)));
    fact("its group", "%s", getpgid(child) == getpgrp() ? "the own" : "another");
    fact("its session", "%s", getsid(child) == getsid(0) ? "the own" : "another");
    fact("a stop", "%s", by_waitpid(child, WNOHANG | WUNTRACED, child));
    fact("state after the reap", "%c", state(child));
    fact("signal 0 after the reap", "%s", plain(kill(child, 0)));
    fact("its group after the reap", "%s", getpgid(child) == -1 ? error_name(errno) : "told");
    fact("its session after the reap", "%s", getsid(child) == -1 ? error_name(errno) : "told");
}
