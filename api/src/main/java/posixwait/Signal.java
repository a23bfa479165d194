package posixwait;

import java.util.List;
import posixwait.spi.Abi;

/**
 * A signal, standard or real-time, by its Linux number on x86-64 and AArch64.
 *
 * <p>A record rather than an enum: a child may be ended by any of the real-time signals, and by then its status word is
 * the only copy there is.
 *
 * @param number 0 to 255: what a status word can hold; {@code signal(7)} defines 1 to 64
 * @see <a href="https://man7.org/linux/man-pages/man7/signal.7.html">signal(7)</a>
 */
public record Signal(int number) {
    private static final List<String> NAMES = List.of(
            "0",
            "SIGHUP",
            "SIGINT",
            "SIGQUIT",
            "SIGILL",
            "SIGTRAP",
            "SIGABRT",
            "SIGBUS",
            "SIGFPE",
            "SIGKILL",
            "SIGUSR1",
            "SIGSEGV",
            "SIGUSR2",
            "SIGPIPE",
            "SIGALRM",
            "SIGTERM",
            "SIGSTKFLT",
            "SIGCHLD",
            "SIGCONT",
            "SIGSTOP",
            "SIGTSTP",
            "SIGTTIN",
            "SIGTTOU",
            "SIGURG",
            "SIGXCPU",
            "SIGXFSZ",
            "SIGVTALRM",
            "SIGPROF",
            "SIGWINCH",
            "SIGIO",
            "SIGPWR",
            "SIGSYS");

    /** The first real-time signal that programs may use; the C library keeps 32 and 33 ({@code nptl(7)}). */
    private static final int SIGRTMIN = 34;

    /** {@code SIGHUP}, 1. */
    public static final Signal HUP = new Signal(Abi.SIGHUP);

    /** {@code SIGINT}, 2. */
    public static final Signal INT = new Signal(Abi.SIGINT);

    /** {@code SIGQUIT}, 3. */
    public static final Signal QUIT = new Signal(Abi.SIGQUIT);

    /** {@code SIGABRT}, 6. */
    public static final Signal ABRT = new Signal(Abi.SIGABRT);

    /** {@code SIGKILL}, 9: cannot be caught, blocked or ignored. */
    public static final Signal KILL = new Signal(Abi.SIGKILL);

    /** {@code SIGUSR1}, 10. */
    public static final Signal USR1 = new Signal(Abi.SIGUSR1);

    /** {@code SIGSEGV}, 11. */
    public static final Signal SEGV = new Signal(Abi.SIGSEGV);

    /** {@code SIGUSR2}, 12. */
    public static final Signal USR2 = new Signal(Abi.SIGUSR2);

    /** {@code SIGPIPE}, 13. */
    public static final Signal PIPE = new Signal(Abi.SIGPIPE);

    /** {@code SIGTERM}, 15. */
    public static final Signal TERM = new Signal(Abi.SIGTERM);

    /** {@code SIGCHLD}, 17. */
    public static final Signal CHLD = new Signal(Abi.SIGCHLD);

    /** {@code SIGCONT}, 18. */
    public static final Signal CONT = new Signal(Abi.SIGCONT);

    /** {@code SIGSTOP}, 19: cannot be caught, blocked or ignored. */
    public static final Signal STOP = new Signal(Abi.SIGSTOP);

    /** {@code SIGTSTP}, 20. */
    public static final Signal TSTP = new Signal(Abi.SIGTSTP);

    /** {@code SIGTTIN}, 21. */
    public static final Signal TTIN = new Signal(Abi.SIGTTIN);

    /** {@code SIGTTOU}, 22. */
    public static final Signal TTOU = new Signal(Abi.SIGTTOU);

    /** {@code SIGXCPU}, 24. */
    public static final Signal XCPU = new Signal(Abi.SIGXCPU);

    /** Rejects what no status word holds. */
    public Signal {
        if (number < 0 || number > 255) {
            throw new IllegalArgumentException("signal " + number + " is not in 0..255");
        }
    }

    /**
     * {@return a real-time signal}
     *
     * @param offset 0 for {@code SIGRTMIN}, up to 30 for {@code SIGRTMAX}
     * @throws IllegalArgumentException for another offset
     */
    public static Signal realtime(int offset) {
        if (offset < 0 || offset > Abi.SIGRTMAX - SIGRTMIN) {
            throw new IllegalArgumentException("SIGRTMIN+" + offset + " does not exist");
        }
        return new Signal(SIGRTMIN + offset);
    }

    /** {@return whether this is a real-time signal, one of the C library's own two included} */
    public boolean isRealtime() {
        return number >= Abi.KERNEL_SIGRTMIN && number <= Abi.SIGRTMAX;
    }

    /** {@return the bit that stands for this signal in a signal set; 0 if it cannot be in one} */
    long bit() {
        return number >= 1 && number <= Abi.SIGRTMAX ? 1L << (number - 1) : 0;
    }

    /** {@return the name, such as {@code SIGTERM} or {@code SIGRTMIN+3}} */
    @Override
    public String toString() {
        if (number < NAMES.size()) {
            return NAMES.get(number);
        }
        if (number < SIGRTMIN || number > Abi.SIGRTMAX) {
            return "signal " + number;
        }
        return number == SIGRTMIN ? "SIGRTMIN" : "SIGRTMIN+" + (number - SIGRTMIN);
    }
}
