/* Orphans, and who adopts them. */
#include "oracle.h"

static int adopts(void) {
    int flag = -1;
    prctl(PR_GET_CHILD_SUBREAPER, &flag, 0, 0, 0);
    return flag;
}

/* A child of a child, whose parent has been reaped; it ends with a code when its pipe is closed. */
static pid_t orphan(int code, int *gate) {
    int ends[2], told[2];
    pid_t pid = -1;
    if (pipe(ends) != 0 || pipe(told) != 0) exit(1);
    pid_t parent = fork();
    if (parent == 0) {
        pid_t child = fork();
        if (child == 0) {
            char byte;
            in_child();
            close(ends[1]);
            ssize_t ignored = read(ends[0], &byte, 1);
            (void)ignored;
            _exit(code);
        }
        ssize_t written = write(told[1], &child, sizeof child);
        _exit(written == sizeof child ? 0 : 1);
    }
    if (read(told[0], &pid, sizeof pid) != sizeof pid) exit(1);
    waitpid(parent, NULL, 0);
    close(ends[0]);
    close(told[0]);
    close(told[1]);
    *gate = ends[1];
    return pid;
}

static void tell(void) {
    int gate;
    fact("at first", "%d", adopts());
    pid_t child = orphan(9, &gate);
    fact("somebody else's orphan", "%s", by_waitpid(child, WNOHANG, child));
    close(gate);
    fact("becoming a subreaper", "%s", plain(prctl(PR_SET_CHILD_SUBREAPER, 5, 0, 0, 0)));
    fact("then", "%d", adopts());
    child = orphan(9, &gate);
    fact("an adopted child, while it runs", "%s", by_waitpid(child, WNOHANG, child));
    close(gate);
    fact("an adopted child", "%s", by_waitpid(child, 0, child));
    fact("an adopted child again", "%s", by_waitpid(child, 0, child));
    fact("ceasing to be one", "%s", plain(prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)));
    fact("at last", "%d", adopts());
}
