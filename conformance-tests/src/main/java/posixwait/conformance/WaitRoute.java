package posixwait.conformance;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import posixwait.ChildInfo;
import posixwait.MeasuredChange;
import posixwait.PosixException;
import posixwait.PosixWait;
import posixwait.StateChange;
import posixwait.WaitIdOptions;
import posixwait.WaitOptions;
import posixwait.WaitStatus;
import posixwait.WaitTarget;
import posixwait.conformance.WaitForm.Answer;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawStatus;
import posixwait.spi.RawUsage;
import posixwait.spi.SystemCalls;

/**
 * Every route by which one child can be asked for: the call, and the way the child is named. Those that begin with
 * {@code TYPED} are the same calls as {@link PosixWait} makes them, with a target and options that are types.
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
    WAITID_PIDFD,
    /** {@link PosixWait#waitAny}. */
    TYPED_WAIT,
    /** {@link PosixWait#waitpid} for {@link WaitTarget#pid}. */
    TYPED_WAITPID_PID,
    /** {@link PosixWait#waitpid} for {@link WaitTarget#any}. */
    TYPED_WAITPID_ANY,
    /** {@link PosixWait#waitpid} for {@link WaitTarget#group}. */
    TYPED_WAITPID_GROUP,
    /** {@link PosixWait#wait3}. */
    TYPED_WAIT3,
    /** {@link PosixWait#wait4} for {@link WaitTarget#pid}. */
    TYPED_WAIT4_PID,
    /** {@link PosixWait#wait4} for {@link WaitTarget#any}. */
    TYPED_WAIT4_ANY,
    /** {@link PosixWait#wait4} for {@link WaitTarget#group}. */
    TYPED_WAIT4_GROUP,
    /** {@link PosixWait#waitid} for {@link WaitTarget#pid}. */
    TYPED_WAITID_PID,
    /** {@link PosixWait#waitid} for {@link WaitTarget#any}. */
    TYPED_WAITID_ANY,
    /** {@link PosixWait#waitid} for {@link WaitTarget#group}. */
    TYPED_WAITID_GROUP,
    /** {@link PosixWait#waitid} for a {@link WaitTarget.ByPidfd}. */
    TYPED_WAITID_PIDFD;

    /** The routes of POSIX. */
    public static final List<WaitRoute> POSIX = List.of(
            WAIT,
            WAITPID_PID,
            WAITPID_ANY,
            WAITPID_GROUP,
            WAITID_PID,
            WAITID_ALL,
            WAITID_GROUP,
            TYPED_WAIT,
            TYPED_WAITPID_PID,
            TYPED_WAITPID_ANY,
            TYPED_WAITPID_GROUP,
            TYPED_WAITID_PID,
            TYPED_WAITID_ANY,
            TYPED_WAITID_GROUP);

    /** The routes of the BSDs and of Linux. */
    public static final List<WaitRoute> FURTHER =
            Arrays.stream(values()).filter(route -> !POSIX.contains(route)).toList();

    /** {@return whether the route takes options} */
    public boolean takesOptions() {
        return this != WAIT && this != TYPED_WAIT;
    }

    /** {@return whether the route takes whichever child has ended} */
    public boolean takesAny() {
        return switch (this) {
            case WAIT, WAITPID_ANY, WAIT3, WAIT3_USAGE, WAIT4_ANY, WAITID_ALL -> true;
            case TYPED_WAIT, TYPED_WAITPID_ANY, TYPED_WAIT3, TYPED_WAIT4_ANY, TYPED_WAITID_ANY -> true;
            default -> false;
        };
    }

    /** {@return whether the route needs a pidfd of the child} */
    public boolean takesPidfd() {
        return this == WAITID_PIDFD || this == TYPED_WAITID_PIDFD;
    }

    /**
     * Asks.
     *
     * @param calls whose calls
     * @param posix the same calls, typed
     * @param pid the child, which leads a process group
     * @param pidfd a pidfd of it
     * @param options those of {@code waitpid}; {@code WEXITED} is added for {@code waitid}; {@code WAIT} takes none
     * @return what was answered
     */
    public Answer ask(SystemCalls calls, PosixWait posix, int pid, int pidfd, int options) {
        if (!takesOptions() && options != 0) {
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
            case TYPED_WAIT -> typed(() -> Optional.of(posix.waitAny()));
            case TYPED_WAITPID_PID -> waitpid(posix, WaitTarget.pid(pid), options);
            case TYPED_WAITPID_ANY -> waitpid(posix, WaitTarget.any(), options);
            case TYPED_WAITPID_GROUP -> waitpid(posix, WaitTarget.group(pid), options);
            case TYPED_WAIT3 ->
                typed(() -> posix.wait3(WaitOptions.ofBits(options)).map(MeasuredChange::change));
            case TYPED_WAIT4_PID -> wait4(posix, WaitTarget.pid(pid), options);
            case TYPED_WAIT4_ANY -> wait4(posix, WaitTarget.any(), options);
            case TYPED_WAIT4_GROUP -> wait4(posix, WaitTarget.group(pid), options);
            case TYPED_WAITID_PID -> waitid(posix, WaitTarget.pid(pid), options);
            case TYPED_WAITID_ANY -> waitid(posix, WaitTarget.any(), options);
            case TYPED_WAITID_GROUP -> waitid(posix, WaitTarget.group(pid), options);
            case TYPED_WAITID_PIDFD -> waitid(posix, new WaitTarget.ByPidfd(pidfd), options);
        };
    }

    private static Answer waitpid(PosixWait posix, WaitTarget target, int options) {
        return typed(() -> posix.waitpid(target, WaitOptions.ofBits(options)));
    }

    private static Answer wait4(PosixWait posix, WaitTarget target, int options) {
        return typed(() -> posix.wait4(target, WaitOptions.ofBits(options)).map(MeasuredChange::change));
    }

    private static Answer waitid(PosixWait posix, WaitTarget target, int options) {
        return typed(() -> posix.waitid(target, WaitIdOptions.ofBits(options | Abi.WEXITED))
                .map(ChildInfo::change));
    }

    private static Answer typed(Supplier<Optional<StateChange>> call) {
        try {
            return call.get()
                    .map(change -> Answer.of(change.pid(), change.status()))
                    .orElseGet(Answer::nothing);
        } catch (PosixException e) {
            return answer(-e.errno().number(), new RawStatus());
        }
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
