package posixwait.spi;

/** A {@code sigset_t}. Owned and reused by the caller; carried in and out like every carrier. */
public final class RawSignalSet {
    /**
     * The {@link #bits} of every signal but {@code SIGSEGV}, {@code SIGBUS}, {@code SIGFPE}, {@code SIGILL} and {@code SIGTRAP}: as
     * many as a thread may block that runs Java. A JVM raises those by what its own code does, at a safepoint say, and the
     * kernel ends a process that raises one while it is blocked (POSIX.1-2024 sigprocmask(), undefined).
     */
    public static final long ALL_BUT_FAULTS =
            ~(bit(Abi.SIGSEGV) | bit(Abi.SIGBUS) | bit(Abi.SIGFPE) | bit(Abi.SIGILL) | bit(Abi.SIGTRAP));

    /** Bit {@code n - 1} stands for signal {@code n}, 1 to 64. */
    public long bits;

    /** Starts with 0 everywhere. */
    public RawSignalSet() {}

    private static long bit(int signal) {
        return 1L << (signal - 1);
    }
}
