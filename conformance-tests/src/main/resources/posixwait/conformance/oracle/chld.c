/* SIGCHLD: what it says, and what becomes of children when it is ignored. */
#include "oracle.h"

static sigset_t sigchld;

/* The next SIGCHLD that comes within some seconds. */
static const char *taken_within(int seconds, pid_t child) {
    static char text[96];
    struct timespec patience = {seconds, 0};
    siginfo_t info;
    memset(&info, 0, sizeof info);
    if (sigtimedwait(&sigchld, &info, &patience) == -1) return error_name(errno);
    snprintf(text, sizeof text, "%s code %d status %d", info.si_pid == child ? "child" : "another", info.si_code,
             info.si_status);
    return text;
}

/* The SIGCHLD that is pending. */
static const char *taken(pid_t child) { return taken_within(0, child); }

static void disposition(void (*handler)(int), int flags) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = flags;
    sigaction(SIGCHLD, &action, NULL);
}

static void tell(void) {
    sigemptyset(&sigchld);
    sigaddset(&sigchld, SIGCHLD);
    sigprocmask(SIG_BLOCK, &sigchld, NULL);

    pid_t child = zombie(7);
    fact("an exit", "%s", taken(child));
    fact("the exit again", "%s", taken(child));
    end(child);
    pid_t first = zombie(1);
    pid_t second = zombie(2);
    fact("two exits", "%s", taken(first));
    fact("the second of two", "%s", taken(second));
    end(first);
    end(second);
    child = pausing();
    stop(child);
    /* The stop can be waited for a moment before its signal is sent. */
    fact("a stop", "%s", taken_within(5, child));
    end(child);
    taken_within(5, child);
    disposition(SIG_DFL, SA_NOCLDSTOP);
    child = pausing();
    stop(child);
    fact("a stop, SA_NOCLDSTOP", "%s", taken(child));
    kill(child, SIGKILL);
    until(child, WEXITED);
    fact("a death by a signal", "%s", taken(child));
    end(child);
    disposition(SIG_DFL, SA_NOCLDWAIT);
    child = pausing();
    kill(child, SIGKILL);
    fact("SA_NOCLDWAIT", "%s", by_waitpid(child, 0, child));
    taken(child);
    disposition(SIG_IGN, 0);
    child = pausing();
    fact("ignored, while it runs", "%s", by_waitpid(child, WNOHANG, child));
    kill(child, SIGKILL);
    fact("ignored", "%s", by_waitpid(child, 0, child));
}
