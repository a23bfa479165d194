package posixwait;

import posixwait.spi.Abi;
import posixwait.spi.RawChild;

/**
 * How a child changed state.
 *
 * <p>Decoding is total: what POSIX does not describe becomes {@link Unrecognized}. Once there is a word the child has been
 * reaped, so an exception here would destroy the only copy.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/sys_wait.h.html">POSIX.1-2024 sys/wait.h</a>
 */
public sealed interface WaitStatus extends Fate {

    /**
     * The child ended by itself ({@code WIFEXITED}).
     *
     * @param code the exit code, 0 to 255: the low 8 bits of what the child passed ({@code WEXITSTATUS})
     */
    record Exited(int code) implements WaitStatus {
        @Override
        public String toString() {
            return "exited with " + code;
        }
    }

    /**
     * A signal ended the child ({@code WIFSIGNALED}).
     *
     * @param signal the termination signal ({@code WTERMSIG})
     * @param coreDumped whether the kernel wrote a core image ({@code WCOREDUMP})
     */
    record Signaled(Signal signal, boolean coreDumped) implements WaitStatus {
        @Override
        public String toString() {
            return "killed by " + signal + (coreDumped ? ", core dumped" : "");
        }
    }

    /**
     * A signal stopped the child, which may go on later ({@code WIFSTOPPED}); reported only if asked for.
     *
     * @param signal the stop signal ({@code WSTOPSIG})
     */
    record Stopped(Signal signal) implements WaitStatus {
        @Override
        public String toString() {
            return "stopped by " + signal;
        }
    }

    /** {@code SIGCONT} resumed the stopped child ({@code WIFCONTINUED}); reported only if asked for. */
    record Continued() implements WaitStatus {
        @Override
        public String toString() {
            return "continued";
        }
    }

    /**
     * A traced child stopped for its tracer ({@code CLD_TRAPPED}).
     *
     * @param signal the signal, {@code SIGTRAP} for events
     * @param event the {@code PTRACE_EVENT_} number, 0 for none; {@code ptrace(2)}
     */
    record Trapped(Signal signal, int event) implements WaitStatus {
        @Override
        public String toString() {
            return "trapped by " + signal + (event == 0 ? "" : ", event " + event);
        }
    }

    /**
     * Something outside the encodings above, kept as it came.
     *
     * @param word the status word, or {@code si_code << 24 | si_status & 0xffffff} if it came as a {@code siginfo_t}
     */
    record Unrecognized(int word) implements WaitStatus {
        @Override
        public String toString() {
            return "unrecognized status 0x" + Integer.toHexString(word);
        }
    }

    /**
     * {@return the status that {@code word} encodes}
     *
     * @param word the {@code int} filled by {@code wait}, {@code waitpid}, {@code wait3} or {@code wait4}
     * @implNote The layout of Linux and the BSDs: the low 7 bits are 0 for an exit, 0x7f for a stop, else the signal;
     *     bit 7 is the core flag; 0xffff is a continue. Bits 16 and up are set for ptrace events only.
     */
    static WaitStatus of(int word) {
        int low = word & 0x7f;
        int high = word >>> 8 & 0xff;
        int event = word >>> 16;
        if (event != 0) {
            return (word & 0xff) == 0x7f ? new Trapped(new Signal(high), event) : new Unrecognized(word);
        }
        if (low == 0) {
            return new Exited(high);
        }
        if (word == 0xffff) {
            return new Continued();
        }
        if ((word & 0xff) == 0x7f) {
            return new Stopped(new Signal(high));
        }
        return low == 0x7f ? new Unrecognized(word) : new Signaled(new Signal(low), (word & 0x80) != 0);
    }

    /**
     * {@return the status that a {@code siginfo_t} describes}
     *
     * @param child what {@code waitid} filled, or a {@code SIGCHLD} delivered
     * @implNote Linux gives 8 bits of an exit value, POSIX asks for all; only the 8 count here, as for a status word.
     */
    static WaitStatus of(RawChild child) {
        int status = child.status;
        boolean signal = status >= 0 && status <= 255;
        if (child.code == Abi.CLD_EXITED) {
            return new Exited(status & 0xff);
        } else if (child.code == Abi.CLD_KILLED && signal) {
            return new Signaled(new Signal(status), false);
        } else if (child.code == Abi.CLD_DUMPED && signal) {
            return new Signaled(new Signal(status), true);
        } else if (child.code == Abi.CLD_STOPPED && signal) {
            return new Stopped(new Signal(status));
        } else if (child.code == Abi.CLD_CONTINUED) {
            return new Continued();
        } else if (child.code == Abi.CLD_TRAPPED && status >= 0) {
            return new Trapped(new Signal(status & 0xff), status >>> 8);
        }
        return new Unrecognized((child.code << 24) | (status & 0xffffff));
    }

    /** {@return whether the child is gone: it exited, or a signal ended it} */
    default boolean ended() {
        return this instanceof Exited || this instanceof Signaled;
    }
}
