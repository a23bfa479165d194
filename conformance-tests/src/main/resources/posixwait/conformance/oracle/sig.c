/* Signals: what can be sent, caught and blocked, and in which order signals that are pending are taken. */
#include "oracle.h"

static int low, high;

static void send_ourselves(int number) { syscall(SYS_tgkill, getpid(), (pid_t)syscall(SYS_gettid), number); }

/* The next of the signals that are pending. */
static const char *taken(void) {
    struct timespec now = {0, 0};
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, low);
    sigaddset(&set, high);
    int number = sigtimedwait(&set, NULL, &now);
    if (number == -1) return error_name(errno);
    return number == SIGUSR1 ? "SIGUSR1" : number == low ? "the lower" : number == high ? "the higher" : "another";
}

static const char *ignoring(int number) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_IGN;
    return plain(sigaction(number, &action, NULL));
}

static void tell(void) {
    low = SIGRTMIN + 3;
    high = SIGRTMIN + 7;
    fact("signal 0 to itself", "%s", plain(kill(getpid(), 0)));
    fact("a signal that does not exist", "%s", plain(kill(getpid(), 65)));
    fact("a process that does not exist", "%s", plain(kill(INT_MAX, 0)));
    fact("ignoring SIGKILL", "%s", ignoring(SIGKILL));
    fact("ignoring SIGSTOP", "%s", ignoring(SIGSTOP));
    fact("ignoring signal 65", "%s", ignoring(65));

    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGKILL);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, low);
    sigaddset(&set, high);
    fact("another way to change the mask", "%s", error_name(pthread_sigmask(99, &set, NULL)));
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    sigset_t mask;
    pthread_sigmask(SIG_BLOCK, NULL, &mask);
    fact("SIGKILL is blocked", "%s", sigismember(&mask, SIGKILL) ? "yes" : "no");
    fact("SIGUSR1 is blocked", "%s", sigismember(&mask, SIGUSR1) ? "yes" : "no");

    send_ourselves(high);
    send_ourselves(high);
    send_ourselves(low);
    send_ourselves(SIGUSR1);
    send_ourselves(SIGUSR1);
    for (int i = 1; i <= 5; i++) {
        char name[16];
        snprintf(name, sizeof name, "taken %d", i);
        fact(name, "%s", taken());
    }
}
