package posixwait;

import java.util.Optional;
import posixwait.spi.RawChild;
import posixwait.spi.RawStatus;
import posixwait.spi.RawUsage;
import posixwait.spi.SystemCalls;

/**
 * The five wait calls of POSIX and the BSDs, in Java types.
 *
 * <p>Each method is one call: nothing is retried. "Nothing yet" ({@code WNOHANG} and no state change) is an empty
 * {@link Optional}, distinct from every status; every failure is a {@link PosixException}. Without {@code NOHANG} a method
 * blocks its thread in native code, where {@link Thread#interrupt} does not reach it, until a child matches.
 *
 * <p>Safe for use by many threads. If several wait for one child, one gets its status and the others
 * {@link Errno#ECHILD}.
 *
 * @apiNote {@link #waitAny}, {@link #wait3} and {@link WaitTarget#any()} also take children that other code of this process
 *     waits for, {@link Process} included, which then reports exit code 0. In a process you share, wait for your own pids;
 *     {@link Child#await()} does.
 */
public final class PosixWait {
    private final SystemCalls calls;

    /**
     * Waits through {@code backend}.
     *
     * @param backend an opened backend
     */
    public PosixWait(Backend backend) {
        this.calls = backend.calls();
    }

    /**
     * {@code wait}: waits until any child ends, and reaps it. Named so because {@code wait()} is {@link Object#wait()}.
     *
     * @return the child and its status
     * @throws PosixException {@link Errno#ECHILD} if there are no children; {@link Errno#EINTR} if a signal handler ran
     * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/functions/wait.html">POSIX.1-2024 wait()</a>
     */
    public StateChange waitAny() {
        RawStatus status = new RawStatus();
        int pid = Outcomes.check(calls.waitAny(status), "wait");
        return new StateChange(pid, WaitStatus.of(status.value));
    }

    /**
     * {@code waitpid}: waits for a state change of {@code target}; a child that ended is reaped.
     *
     * @param target whom to wait for; all but a pidfd
     * @param options what else to report, and whether to block
     * @return the child and its status; empty if {@code NOHANG} and none has changed
     * @throws PosixException {@link Errno#ECHILD} if no child matches the target; {@link Errno#EINTR} if a signal handler
     *     ran; {@link Errno#EINVAL} for bits that {@code waitpid} does not take
     * @throws IllegalArgumentException if the target is a pidfd
     * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/functions/wait.html">POSIX.1-2024 waitpid()</a>
     */
    public Optional<StateChange> waitpid(WaitTarget target, WaitOptions options) {
        RawStatus status = new RawStatus();
        int pid = Outcomes.check(calls.waitpid(target.toPid(), status, options.bits()), "waitpid", target, options);
        return pid == 0 ? Optional.empty() : Optional.of(new StateChange(pid, WaitStatus.of(status.value)));
    }

    /**
     * {@code wait3}: {@link #waitpid} for any child, with the resources it used.
     *
     * @param options what else to report, and whether to block
     * @return the child, its status and its usage; empty if {@code NOHANG} and none has changed
     * @throws PosixException as {@link #waitpid}; {@link Errno#ENOSYS} if the backend does not have it
     * @see <a href="https://man7.org/linux/man-pages/man2/wait3.2.html">wait3(2)</a>
     */
    public Optional<MeasuredChange> wait3(WaitOptions options) {
        RawStatus status = new RawStatus();
        RawUsage usage = new RawUsage();
        int pid = Outcomes.check(calls.wait3(status, options.bits(), usage), "wait3", options);
        return measured(pid, status, usage);
    }

    /**
     * {@code wait4}: {@link #waitpid} with the resources the child used.
     *
     * @param target whom to wait for; all but a pidfd
     * @param options what else to report, and whether to block
     * @return the child, its status and its usage; empty if {@code NOHANG} and none has changed
     * @throws PosixException as {@link #waitpid}; {@link Errno#ENOSYS} if the backend does not have it
     * @throws IllegalArgumentException if the target is a pidfd
     * @see <a href="https://man7.org/linux/man-pages/man2/wait4.2.html">wait4(2)</a>
     */
    public Optional<MeasuredChange> wait4(WaitTarget target, WaitOptions options) {
        RawStatus status = new RawStatus();
        RawUsage usage = new RawUsage();
        int pid = Outcomes.check(calls.wait4(target.toPid(), status, options.bits(), usage), "wait4", target, options);
        return measured(pid, status, usage);
    }

    private static Optional<MeasuredChange> measured(int pid, RawStatus status, RawUsage usage) {
        return pid == 0
                ? Optional.empty()
                : Optional.of(new MeasuredChange(pid, WaitStatus.of(status.value), ResourceUsage.of(usage)));
    }

    /**
     * {@code waitid}: waits for the state changes that {@code options} name; with {@code NOWAIT} the child stays waitable.
     *
     * @param target whom to wait for
     * @param options which changes to report, and how
     * @return what happened to which child; empty if {@code NOHANG} and none has changed
     * @throws PosixException {@link Errno#ECHILD} if no child matches the target, or none could change in a way asked for;
     *     {@link Errno#EINTR} if a signal handler ran; {@link Errno#EINVAL} for options without a state change, or
     *     a pidfd or the caller's own group before Linux 5.4; {@link Errno#EBADF} if the target is a descriptor but no pidfd;
     *     {@link Errno#EAGAIN} for a non-blocking pidfd whose child has not changed
     * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/functions/waitid.html">POSIX.1-2024 waitid()</a>
     */
    public Optional<ChildInfo> waitid(WaitTarget target, WaitIdOptions options) {
        // Zeroed, since systems before POSIX.1-2008 TC1 need not store a pid of 0 when WNOHANG finds nothing.
        RawChild child = new RawChild();
        Outcomes.check(
                calls.waitid(target.toIdType(), target.toId(), child, options.bits()), "waitid", target, options);
        return child.pid == 0 ? Optional.empty() : Optional.of(ChildInfo.of(child));
    }
}
