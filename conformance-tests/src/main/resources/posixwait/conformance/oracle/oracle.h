/*
 * What the programs of the oracle share: making children, and saying what the kernel did.
 *
 * Each program prints a fact a line: its name, a tab, what happened. Results are said in words that do not change from run
 * to run: "child" for the pid that was meant, 0, or the name of the error.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef SYS_pidfd_send_signal
#define SYS_pidfd_send_signal 424
#endif
#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif
#ifndef __WNOTHREAD
#define __WNOTHREAD 0x20000000
#endif
#ifndef __WALL
#define __WALL 0x40000000
#endif
#ifndef __WCLONE
#define __WCLONE 0x80000000
#endif
#define PIDFD 3 /* P_PIDFD is an enumerator in some C libraries, missing in others */
#define PATIENCE_SECONDS 20

static const char *error_name(int number) {
    static char unknown[16];
    switch (number) {
    case EPERM: return "EPERM";
    case ENOENT: return "ENOENT";
    case ESRCH: return "ESRCH";
    case EINTR: return "EINTR";
    case E2BIG: return "E2BIG";
    case EBADF: return "EBADF";
    case ECHILD: return "ECHILD";
    case EAGAIN: return "EAGAIN";
    case EACCES: return "EACCES";
    case EFAULT: return "EFAULT";
    case EINVAL: return "EINVAL";
    case EMFILE: return "EMFILE";
    case ENOSYS: return "ENOSYS";
    default: snprintf(unknown, sizeof unknown, "%d", number); return unknown;
    }
}

__attribute__((format(printf, 2, 3))) static void fact(const char *name, const char *format, ...) {
    va_list arguments;
    printf("%s\t", name);
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    putchar('\n');
    fflush(stdout); /* or a child would print it again */
}

/* A call that returns 0, or fails. */
static const char *plain(long result) {
    return result == 0 ? "0" : result == -1 ? error_name(errno) : "neither";
}

/* A wait call: its result, and the status word if it reports a child. */
static const char *waited(pid_t result, pid_t child, int status) {
    static char text[32];
    if (result == -1) return error_name(errno);
    if (result == 0) return "0";
    snprintf(text, sizeof text, "%s 0x%04x", result == child ? "child" : "another", status);
    return text;
}

static const char *by_waitpid(pid_t whom, int options, pid_t child) {
    int status = 0;
    pid_t result = waitpid(whom, &status, options);
    return waited(result, child, status);
}

/* waitid: its result, and what it reports. */
static const char *by_waitid(int type, id_t id, int options, pid_t child) {
    static char text[96];
    siginfo_t info;
    memset(&info, 0, sizeof info);
    if (waitid((idtype_t)type, id, &info, options) == -1) return error_name(errno);
    if (info.si_pid == 0) {
        snprintf(text, sizeof text, "0 signo %d", info.si_signo);
    } else {
        snprintf(text, sizeof text, "0 %s signo %d code %d status %d uid %s", info.si_pid == child ? "child" : "another",
                 info.si_signo, info.si_code, info.si_status, info.si_uid == getuid() ? "own" : "other");
    }
    return text;
}

static void in_child(void) {
    signal(SIGALRM, SIG_DFL);
    alarm(PATIENCE_SECONDS); /* ends by itself, whatever becomes of its parent */
}

/* A child that ends at once. */
static pid_t exiting(int code) {
    pid_t pid = fork();
    if (pid == 0) _exit(code);
    return pid;
}

/* A child that runs until a signal ends it. */
static pid_t pausing(void) {
    pid_t pid = fork();
    if (pid == 0) {
        in_child();
        for (;;) pause();
    }
    return pid;
}

/* Blocks until the change has happened, and leaves it to be reported. */
static void until(pid_t pid, int change) {
    siginfo_t info;
    while (waitid(P_PID, pid, &info, change | WNOWAIT) == -1 && errno == EINTR) continue;
}

static pid_t zombie(int code) {
    pid_t pid = exiting(code);
    until(pid, WEXITED);
    return pid;
}

static void stop(pid_t pid) {
    kill(pid, SIGSTOP);
    until(pid, WSTOPPED);
}

static void resume(pid_t pid) {
    kill(pid, SIGCONT);
    until(pid, WCONTINUED);
}

static void end(pid_t pid) {
    kill(pid, SIGKILL);
    while (waitpid(pid, NULL, __WALL) == -1 && errno == EINTR) continue;
}

static void tell(void);

int main(void) {
    alarm(PATIENCE_SECONDS);
    tell();
    return 0;
}
