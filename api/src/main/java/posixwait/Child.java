package posixwait;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawSigaction;
import posixwait.spi.RawStatus;
import posixwait.spi.SystemCalls;

/**
 * A child of this process that nobody has waited for yet.
 *
 * <p>The child is reaped once, by whichever method first finds that it ended, and its {@link Fate} is remembered. Safe for
 * use by many threads.
 */
public final class Child implements AutoCloseable {
    private final Backend backend;
    private final SystemCalls calls;
    private final int pid;
    private final Object lock = new Object();
    private @Nullable Fate fate;

    Child(Backend backend, int pid) {
        this.backend = backend;
        this.calls = backend.calls();
        this.pid = pid;
    }

    /**
     * {@return a handle on a child that other code started}
     *
     * @param backend an opened backend
     * @param pid a child of this process which nobody else waits for
     * @throws IllegalArgumentException if {@code pid} is less than 1
     */
    public static Child of(Backend backend, int pid) {
        new WaitTarget.Pid(pid);
        return new Child(backend, pid);
    }

    /** {@return the pid; another process may have it once the child is reaped} */
    public int pid() {
        return pid;
    }

    /**
     * Blocks until the child ends, and reaps it.
     *
     * <p>Blocks in native code, deaf to {@link Thread#interrupt}. Calls that a signal handler interrupts are repeated.
     *
     * @return what became of it; {@link StatusLost} if somebody else took the status
     * @throws PosixException {@link Errno#ENOSYS} if the backend or a sandbox does not let this process wait
     */
    public Fate await() {
        synchronized (lock) {
            if (fate != null) {
                // Another child may have the pid by now, and the peek would wait for that one.
                return fate;
            }
        }
        // Peeking first: the pid stays the child's until the reap below, so send() cannot hit a stranger meanwhile.
        // ECHILD is no failure here, reap() finds out why.
        RawChild peeked = new RawChild();
        int result = Outcomes.retry(() -> calls.waitid(Abi.P_PID, pid, peeked, Abi.WEXITED | Abi.WNOWAIT));
        if (result < 0 && result != -Abi.ECHILD) {
            throw Outcomes.failure(result, "waitid", pid, "EXITED|NOWAIT");
        }
        return reap().orElseThrow(() -> new IllegalStateException("child " + pid + " ended and is not waitable"));
    }

    /**
     * Blocks until the child ends, but no longer than {@code timeout}, and reaps it; needs pidfds, Linux 5.3.
     *
     * <p>Blocks in native code, deaf to {@link Thread#interrupt}.
     *
     * @param timeout how long at the most, to the millisecond, rounded up; zero or less looks once
     * @return what became of it; empty if it still runs
     * @throws PosixException {@link Errno#ENOSYS} or {@link Errno#EPERM} where pidfds are not to be had;
     *     {@link Errno#EMFILE} at the limit of descriptors
     */
    public Optional<Fate> await(Duration timeout) {
        Optional<Fate> now = reap();
        if (now.isPresent()) {
            return now;
        }
        // Reaped by another thread between the two lines, the pid may be a stranger's by now; then reap() below has
        // the remembered fate whatever this waits for.
        try (Pidfd pidfd = Pidfd.open(backend, pid)) {
            pidfd.awaitEnd(timeout);
        } catch (PosixException e) {
            if (!e.errno().equals(Errno.ESRCH)) {
                throw e;
            }
        }
        return reap();
    }

    /**
     * Reaps the child if it has ended; never blocks.
     *
     * @return what became of it; empty if it still runs
     * @throws PosixException as {@link #await()}
     */
    public Optional<Fate> reap() {
        synchronized (lock) {
            if (fate == null) {
                RawStatus status = new RawStatus();
                int result = Outcomes.retry(() -> calls.waitpid(pid, status, Abi.WNOHANG));
                if (result == pid) {
                    fate = WaitStatus.of(status.value);
                } else if (result == -Abi.ECHILD) {
                    fate = new StatusLost(pid, whyLost());
                } else {
                    Outcomes.check(result, "waitpid", pid, "NOHANG");
                }
            }
            return Optional.ofNullable(fate);
        }
    }

    private StatusLost.Reason whyLost() {
        RawSigaction action = new RawSigaction();
        if (calls.sigaction(Abi.SIGCHLD, null, action) == 0) {
            if (action.handler == Abi.SIG_IGN) {
                return StatusLost.Reason.SIGCHLD_IGNORED;
            } else if ((action.flags & Abi.SA_NOCLDWAIT) != 0) {
                return StatusLost.Reason.NO_CHILD_WAIT;
            }
        }
        return StatusLost.Reason.TAKEN;
    }

    /**
     * {@code kill}: signals the child.
     *
     * @param signal what to send
     * @return whether it was sent; {@code false} if the child was reaped
     * @throws PosixException {@link Errno#EPERM} if the child runs as another user; {@link Errno#EINVAL} for a signal above
     *     64
     */
    public boolean send(Signal signal) {
        // Under the lock that reaping takes: unreaped, the pid is the child's; reaped, it may be anybody's.
        synchronized (lock) {
            if (fate != null) {
                return false;
            }
            int result = calls.kill(pid, signal.number());
            if (result == -Abi.ESRCH) {
                return false;
            }
            Outcomes.check(result, "kill", pid, signal);
            return true;
        }
    }

    /**
     * Kills the child if it still runs, and reaps it: after this there is neither a process nor a zombie.
     *
     * @throws PosixException {@link Errno#EPERM} if the child runs as another user: then it is neither killed nor reaped
     */
    @Override
    public void close() {
        reap(); // so that a child that ended is neither signaled nor waited for
        send(Signal.KILL);
        await();
    }

    /** {@return the pid and what became of the child, if that is known} */
    @Override
    public String toString() {
        synchronized (lock) {
            return "child " + pid + (fate == null ? "" : ", " + fate);
        }
    }
}
