package posixwait.conformance;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import posixwait.WaitStatus;
import posixwait.conformance.WaitForm.Answer;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawStatus;
import posixwait.spi.RawUsage;
import posixwait.spi.SystemCalls;

/**
 * Every route by which one child can be asked for: the call, and the way the child is named.
 *
 * <p>The child leads a process group, and is the only child there is; so every route means the same child.
 */
public enum WaitRoute {
    /** {@code wait}. */
    WAIT,
    /** {@code waitpid} by pid. */
    WAITPID_PID,
    /** {@code waitpid} for any child. */
    WAITPID_ANY,
    /** {@code waitpid} for the process group. */
    WAITPID_GROUP,
    /** {@code wait3} without a usage. */
    WAIT3,
    /** {@code wait3} with a usage. */
    WAIT3_USAGE,
    /** {@code wait4} by pid, without a usage. */
    WAIT4_PID,
    /** {@code wait4} by pid, with a usage. */
    WAIT4_USAGE,
    /** {@code wait4} for any child. */
    WAIT4_ANY,
    /** {@code wait4} for the process group. */
    WAIT4_GROUP,
    /** {@code waitid} with {@code P_PID}. */
    WAITID_PID,
    /** {@code waitid} with {@code P_ALL}. */
    WAITID_ALL,
    /** {@code waitid} with {@code P_PGID}. */
    WAITID_GROUP,
    /** {@code waitid} with {@code P_PIDFD}. */
    WAITID_PIDFD;

    /** The routes of POSIX. */
    public static final List<WaitRoute> POSIX =
            List.of(WAIT, WAITPID_PID, WAITPID_ANY, WAITPID_GROUP, WAITID_PID, WAITID_ALL, WAITID_GROUP);

    /** The routes of the BSDs and of Linux. */
    public static final List<WaitRoute> FURTHER =
            Arrays.stream(values()).filter(route -> !POSIX.contains(route)).toList();

    /** {@return whether the route takes options} */
    public boolean takesOptions() {
        return this != WAIT;
    }

    /** {@return whether the route takes whichever child has ended} */
    public boolean takesAny() {
        return switch (this) {
            case WAIT, WAITPID_ANY, WAIT3, WAIT3_USAGE, WAIT4_ANY, WAITID_ALL -> true;
            default -> false;
        };
    }

    /**
     * Asks.
     *
     * @param calls whose calls
     * @param pid the child, which leads a process group
     * @param pidfd a pidfd of it
     * @param options those of {@code waitpid}; {@code WEXITED} is added for {@code waitid}; {@code WAIT} takes none
     * @return what was answered
     */
    public Answer ask(SystemCalls calls, int pid, int pidfd, int options) {
        if (this == WAIT && options != 0) {
            throw new IllegalArgumentException("wait() takes no options");
        }
        RawStatus status = new RawStatus();
        return switch (this) {
            case WAIT -> answer(calls.waitAny(status), status);
            case WAITPID_PID -> answer(calls.waitpid(pid, status, options), status);
            case WAITPID_ANY -> answer(calls.waitpid(-1, status, options), status);
            case WAITPID_GROUP -> answer(calls.waitpid(-pid, status, options), status);
            case WAIT3 -> answer(calls.wait3(status, options, null), status);
            case WAIT3_USAGE -> answer(calls.wait3(status, options, new RawUsage()), status);
            case WAIT4_PID -> wait4(calls, pid, options, null);
            case WAIT4_USAGE -> wait4(calls, pid, options, new RawUsage());
            case WAIT4_ANY -> wait4(calls, -1, options, null);
            case WAIT4_GROUP -> wait4(calls, -pid, options, null);
            case WAITID_PID -> waitid(calls, Abi.P_PID, pid, options);
            case WAITID_ALL -> waitid(calls, Abi.P_ALL, 0, options);
            case WAITID_GROUP -> waitid(calls, Abi.P_PGID, pid, options);
            case WAITID_PIDFD -> waitid(calls, Abi.P_PIDFD, pidfd, options);
        };
    }

    private static Answer wait4(SystemCalls calls, int pid, int options, @Nullable RawUsage usage) {
        RawStatus status = new RawStatus();
        return answer(calls.wait4(pid, status, options, usage), status);
    }

    private static Answer waitid(SystemCalls calls, int idType, int id, int options) {
        RawChild child = new RawChild();
        int result = calls.waitid(idType, id, child, options | Abi.WEXITED);
        if (result != 0) {
            return answer(result, new RawStatus());
        }
        return new Answer(child.pid, child.pid == 0 ? null : WaitStatus.of(child));
    }

    private static Answer answer(int result, RawStatus status) {
        if (result == -Abi.ENOSYS) {
            throw Unsupported.because("a wait call: ENOSYS");
        }
        return new Answer(result, result > 0 ? WaitStatus.of(status.value) : null);
    }
}
