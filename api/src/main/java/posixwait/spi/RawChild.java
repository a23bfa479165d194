package posixwait.spi;

/**
 * The {@code SIGCHLD} arm of a {@code siginfo_t}.
 *
 * <p>Owned and reused by the caller. A backend carries every field in before the call and out after it, so what the
 * kernel does not write stays as the caller left it.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/sigaction.2.html">sigaction(2), the siginfo_t argument</a>
 */
public final class RawChild {
    /** {@code si_signo}: {@code SIGCHLD}, or 0 when {@code waitid} with {@code WNOHANG} found nothing. */
    public int signo;

    /** {@code si_errno}: unused for {@code SIGCHLD}. */
    public int errno;

    /** {@code si_code}: {@code CLD_EXITED} and so on. */
    public int code;

    /** {@code si_pid}: the child, or 0 when {@code waitid} with {@code WNOHANG} found nothing. */
    public int pid;

    /** {@code si_uid}: the real user id of the child. */
    public int uid;

    /** {@code si_status}: exit code or signal number, as {@link #code} says. */
    public int status;

    /** {@code si_utime}: user CPU time in clock ticks; filled for a signal, not by {@code waitid}. */
    public long userTicks;

    /** {@code si_stime}: system CPU time in clock ticks; filled for a signal, not by {@code waitid}. */
    public long systemTicks;

    /** Starts with 0 everywhere. */
    public RawChild() {}

    /** Sets every field to 0, as {@code memset} would before a {@code waitid} with {@code WNOHANG}. */
    public void clear() {
        signo = 0;
        errno = 0;
        code = 0;
        pid = 0;
        uid = 0;
        status = 0;
        userTicks = 0;
        systemTicks = 0;
    }
}
