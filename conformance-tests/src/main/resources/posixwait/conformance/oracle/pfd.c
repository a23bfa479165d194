/* pidfds. */
#include "oracle.h"

static const char *opened(pid_t pid, unsigned flags) {
    int fd = (int)syscall(SYS_pidfd_open, pid, flags);
    if (fd == -1) return error_name(errno);
    close(fd);
    return "opened";
}

static const char *polled(int fd) {
    static char text[16];
    struct pollfd poll_fd = {fd, POLLIN, 0};
    int ready = poll(&poll_fd, 1, 0);
    snprintf(text, sizeof text, "%d 0x%x", ready, (unsigned)poll_fd.revents);
    return text;
}

static void tell(void) {
    fact("pid 0", "%s", opened(0, 0));
    fact("pid -1", "%s", opened(-1, 0));
    fact("the caller", "%s", opened(getpid(), 0));
    fact("an unknown flag", "%s", opened(getpid(), 1U << 20));
    fact("a wait for descriptor -1", "%s", by_waitid(PIDFD, (id_t)-1, WEXITED, 0));
    fact("a wait for a closed descriptor", "%s", by_waitid(PIDFD, 1000000, WEXITED, 0));
    pid_t child = pausing();
    int fd = (int)syscall(SYS_pidfd_open, child, 0);
    fact("poll while it runs", "%s", polled(fd));
    fact("a wait while it runs", "%s", by_waitid(PIDFD, (id_t)fd, WEXITED | WNOHANG, child));
    fact("signal 0", "%s", plain(syscall(SYS_pidfd_send_signal, fd, 0, NULL, 0)));
    fact("SIGKILL", "%s", plain(syscall(SYS_pidfd_send_signal, fd, SIGKILL, NULL, 0)));
    until(child, WEXITED);
    fact("poll of a zombie", "%s", polled(fd));
    fact("signal 0 to a zombie", "%s", plain(syscall(SYS_pidfd_send_signal, fd, 0, NULL, 0)));
    fact("a zombie", "%s", opened(child, 0));
    fact("a wait for a zombie", "%s", by_waitid(PIDFD, (id_t)fd, WEXITED, child));
    fact("a second wait", "%s", by_waitid(PIDFD, (id_t)fd, WEXITED, child));
    fact("signal 0 after the reap", "%s", plain(syscall(SYS_pidfd_send_signal, fd, 0, NULL, 0)));
    fact("a pid that was reaped", "%s", opened(child, 0));
    close(fd);
}
