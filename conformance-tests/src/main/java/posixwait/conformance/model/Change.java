package posixwait.conformance.model;

import posixwait.spi.Abi;

/**
 * What happened to a child, in both encodings.
 *
 * @param code {@code si_code}: {@code CLD_EXITED} and so on
 * @param status {@code si_status}: the exit code, or the signal
 */
public record Change(int code, int status) {
    private static final int CONTINUED_WORD = 0xffff;
    private static final int STOPPED_LOW = 0x7f;

    static Change exited(int passed) {
        // The whole value by POSIX; Linux keeps 8 bits of it (_Exit.3posix#2).
        return new Change(Abi.CLD_EXITED, passed & 0xff);
    }

    static Change killed(int signal) {
        return new Change(Abi.CLD_KILLED, signal);
    }

    static Change stopped(int signal) {
        return new Change(Abi.CLD_STOPPED, signal);
    }

    static Change continued() {
        return new Change(Abi.CLD_CONTINUED, Abi.SIGCONT);
    }

    /** {@return the status word} */
    public int word() {
        return switch (code) {
            case Abi.CLD_EXITED -> status << 8;
            case Abi.CLD_KILLED -> status;
            case Abi.CLD_STOPPED -> status << 8 | STOPPED_LOW;
            case Abi.CLD_CONTINUED -> CONTINUED_WORD;
            default -> throw new IllegalStateException("no such change: " + this);
        };
    }
}
