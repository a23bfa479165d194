package posixwait.conformance;

import java.util.List;
import org.jspecify.annotations.Nullable;
import posixwait.Errno;
import posixwait.WaitStatus;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawStatus;
import posixwait.spi.RawUsage;
import posixwait.spi.SystemCalls;

/**
 * A call of the wait family, asked in the terms of {@code waitpid}: what holds for one of them is to hold for each.
 *
 * <p>Those of POSIX come first, so that a backend without the others fails or passes by what POSIX has.
 */
public enum WaitForm {
    /** {@code wait}: any child, no options. */
    WAIT,
    /** {@code waitpid}. */
    WAITPID,
    /** {@code waitid}, with {@code WEXITED} and the pid as id type and id. */
    WAITID,
    /** {@code wait4}, with a usage. */
    WAIT4,
    /** {@code wait3}, with a usage: any child. */
    WAIT3;

    /** The calls that take a pid and options. */
    public static final List<WaitForm> SELECTING = List.of(WAITPID, WAITID, WAIT4);

    /** The calls that take options. */
    public static final List<WaitForm> POLLING = List.of(WAITPID, WAITID, WAIT4, WAIT3);

    /**
     * What such a call answered.
     *
     * @param result the pid of the child that is reported, 0 for none, or a negated error number
     * @param status what happened to that child; {@code null} if none is reported
     */
    public record Answer(int result, @Nullable WaitStatus status) {

        /** {@return that a child is reported} */
        public static Answer of(int pid, WaitStatus status) {
            return new Answer(pid, status);
        }

        /** {@return that there is a child, but nothing to report} */
        public static Answer nothing() {
            return new Answer(0, null);
        }

        /** {@return that the call failed} */
        public static Answer error(int errno) {
            return new Answer(-errno, null);
        }

        @Override
        public String toString() {
            return result < 0 ? new Errno(-result).name() : result == 0 ? "nothing" : result + " " + status;
        }
    }

    /**
     * Makes the call.
     *
     * @param calls whose
     * @param pid whom to wait for, as {@code waitpid} takes it; {@code WAIT} and {@code WAIT3} take -1 only
     * @param options as {@code waitpid} takes them; {@code WAIT} takes 0 only
     * @return what it answered
     * @throws Unsupported if the backend does not have the call
     */
    public Answer ask(SystemCalls calls, int pid, int options) {
        if ((this == WAIT && options != 0) || ((this == WAIT || this == WAIT3) && pid != -1)) {
            throw new IllegalArgumentException(this + " cannot be asked for " + pid + " with options " + options);
        }
        if (this == WAITID) {
            return askWaitid(calls, pid, options);
        }
        RawStatus status = new RawStatus();
        int result = switch (this) {
            case WAIT -> calls.waitAny(status);
            case WAITPID -> calls.waitpid(pid, status, options);
            case WAIT4 -> calls.wait4(pid, status, options, new RawUsage());
            default -> calls.wait3(status, options, new RawUsage());
        };
        if (result == -Abi.ENOSYS) {
            throw Unsupported.because(this + ": ENOSYS");
        }
        return new Answer(result, result > 0 ? WaitStatus.of(status.value) : null);
    }

    private static Answer askWaitid(SystemCalls calls, int pid, int options) {
        RawChild child = new RawChild();
        int result;
        if (pid == -1) {
            result = calls.waitid(Abi.P_ALL, 0, child, options | Abi.WEXITED);
        } else if (pid > 0) {
            result = calls.waitid(Abi.P_PID, pid, child, options | Abi.WEXITED);
        } else {
            // The own group by its number: id 0 is an extension of Linux 5.4.
            int group = pid == 0 ? calls.getpgid(0) : -pid;
            result = calls.waitid(Abi.P_PGID, group, child, options | Abi.WEXITED);
        }
        if (result != 0) {
            return new Answer(result, null);
        }
        return new Answer(child.pid, child.pid == 0 ? null : WaitStatus.of(child));
    }
}
