package posixwait;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawSigaction;
import posixwait.spi.RawStatus;
import posixwait.spi.RawUsage;
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

    /** A pidfd of the child, lent by the reaper it is registered with; both waiting and signaling then go by it. */
    private int lentPidfd = Pidfd.NONE;

    /** Keeps {@link AdoptedChildren} away from the pid until the child is reaped. */
    private final OwnPids.Claim claim;

    Child(Backend backend, int pid) {
        this.backend = backend;
        this.calls = backend.calls();
        this.pid = pid;
        this.claim = OwnPids.claim(this, pid);
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
            if (fate == null && lentPidfd != Pidfd.NONE) {
                reapBy(lentPidfd, new RawChild(), null);
            } else if (fate == null) {
                RawStatus status = new RawStatus();
                int result = Outcomes.retry(() -> calls.waitpid(pid, status, Abi.WNOHANG));
                if (result == pid) {
                    settle(WaitStatus.of(status.value));
                } else if (result == -Abi.ECHILD) {
                    settle(new StatusLost(pid, whyLost()));
                } else {
                    Outcomes.check(result, "waitpid", pid, "NOHANG");
                }
            }
            return Optional.ofNullable(fate);
        }
    }

    /** {@return what became of the child, if that is known; makes no call} */
    @Nullable Fate known() {
        synchronized (lock) {
            return fate;
        }
    }

    /** {@return what became of the child, which is none of this process's any more: its status is lost, or known} */
    Fate lost() {
        synchronized (lock) {
            Fate found = fate;
            if (found == null) {
                found = new StatusLost(pid, whyLost());
                settle(found);
            }
            return found;
        }
    }

    /**
     * Reaps the child for a reaper, if it has ended; never blocks.
     *
     * @param pidfd a pidfd of it; {@link Pidfd#NONE} to go by the pid
     * @param info for the call, cleared
     * @param usage receives the usage, if this call reaped the child
     * @return what became of it; {@code null} if nothing is waitable
     */
    @Nullable Fate reap(int pidfd, RawChild info, @Nullable RawUsage usage) {
        synchronized (lock) {
            if (fate == null) {
                reapBy(pidfd, info, usage);
            }
            return fate;
        }
    }

    private void reapBy(int pidfd, RawChild info, @Nullable RawUsage usage) {
        int idType = pidfd == Pidfd.NONE ? Abi.P_PID : Abi.P_PIDFD;
        int id = pidfd == Pidfd.NONE ? pid : pidfd;
        int options = Abi.WEXITED | Abi.WNOHANG;
        int result = usage == null
                ? calls.waitid(idType, id, info, options)
                : calls.waitid(idType, id, info, options, usage);
        if (usage != null && result == -Abi.ENOSYS) {
            reapByWait4(idType, id, info, usage);
        } else if (result == -Abi.ECHILD) {
            settle(new StatusLost(pid, whyLost()));
        } else if (result < 0) {
            throw Outcomes.failure(
                    result, "waitid", pidfd == Pidfd.NONE ? Integer.toString(pid) : "pidfd " + pidfd, "EXITED|NOHANG");
        } else if (info.pid != 0) {
            settle(WaitStatus.of(info));
        }
    }

    // Where the kernel's own waitid cannot be called, only wait4 tells the usage, and it goes by pid.
    private void reapByWait4(int idType, int id, RawChild info, RawUsage usage) {
        RawStatus status = new RawStatus();
        int result = calls.waitid(idType, id, info, Abi.WEXITED | Abi.WNOHANG | Abi.WNOWAIT);
        if (result == 0 && info.pid == 0) {
            return;
        }
        boolean seen = result == 0;
        if (seen) {
            // As long as the zombie that was just seen is there, the pid is its own. Stolen between these two lines,
            // the pid may be that of another child of this process: if that runs, 0 tells; if it has ended, its status
            // is taken for this one's.
            result = Outcomes.retry(() -> calls.wait4(pid, status, Abi.WNOHANG, usage));
        }
        if (result == pid) {
            settle(WaitStatus.of(status.value));
            return;
        }
        info.clear();
        if (result == 0 || result == -Abi.ECHILD) {
            settle(new StatusLost(pid, whyLost()));
        } else {
            throw seen
                    ? Outcomes.failure(result, "wait4", pid, "NOHANG")
                    : Outcomes.failure(result, "waitid", id, "EXITED|NOHANG|NOWAIT");
        }
    }

    /**
     * Takes the news that the child stopped or went on, for a reaper; never blocks.
     *
     * @param pidfd as for {@link #reap(int, RawChild, RawUsage)}
     * @param info for the call
     * @return what happened; {@code null} if nothing of the kind is waitable
     */
    @Nullable WaitStatus stoppedOrContinued(int pidfd, RawChild info) {
        synchronized (lock) {
            if (fate != null) {
                // Another child may have the pid by now.
                return null;
            }
            int idType = pidfd == Pidfd.NONE ? Abi.P_PID : Abi.P_PIDFD;
            int id = pidfd == Pidfd.NONE ? pid : pidfd;
            // Not every kernel writes it when nothing is waitable (wait(2)); what is in it is another child's.
            info.clear();
            int result = calls.waitid(idType, id, info, Abi.WSTOPPED | Abi.WCONTINUED | Abi.WNOHANG);
            // ECHILD of a zombie: it can neither stop nor go on. What became of it, the reap finds out.
            return result == 0 && info.pid != 0 ? WaitStatus.of(info) : null;
        }
    }

    private void settle(Fate found) {
        fate = found;
        claim.release();
        FlightEvents.ended(pid, found);
    }

    /** Lends the child a pidfd of it until {@link #takeBack}. */
    void lend(int pidfd) {
        synchronized (lock) {
            if (lentPidfd == Pidfd.NONE) {
                lentPidfd = pidfd;
            }
        }
    }

    /** After this the child does not use {@code pidfd}, so that it can be closed. */
    void takeBack(int pidfd) {
        // Under the lock under which it is used: closed in the middle of a call, its number could be another's.
        synchronized (lock) {
            if (lentPidfd == pidfd) {
                lentPidfd = Pidfd.NONE;
            }
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
     * Signals the child, by {@code pidfd_send_signal} where pidfds are to be had and by {@code kill} elsewhere.
     *
     * <p>The signal cannot hit another process that got the pid, even if other code of this process reaped the child: a
     * pidfd refers to one process, and it is used only if that is a child of this process. {@linkplain Reaper Registered}, the
     * child has had its pidfd from then on; otherwise one is opened for the call, and the one mistake left is another child
     * of this process that got the pid of a stolen one. Without pidfds a stranger could be hit if the child were stolen
     * between two calls of this method.
     *
     * @param signal what to send; {@code new Signal(0)} only asks whether one could be sent
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
            if (lentPidfd != Pidfd.NONE) {
                return sent(
                        calls.pidfdSendSignal(lentPidfd, signal.number(), 0), "pidfd_send_signal", lentPidfd, signal);
            }
            int pidfd = calls.pidfdOpen(pid, 0);
            if (pidfd < 0) {
                // Stolen between this line and the next, the pid may be a stranger's: that is what pidfds are for.
                return isOurs(Abi.P_PID, pid) && sent(calls.kill(pid, signal.number()), "kill", pid, signal);
            }
            try {
                // Opened before it is looked at: what the descriptor refers to does not change any more.
                return isOurs(Abi.P_PIDFD, pidfd)
                        && sent(calls.pidfdSendSignal(pidfd, signal.number(), 0), "pidfd_send_signal", pidfd, signal);
            } finally {
                calls.close(pidfd);
            }
        }
    }

    // EINVAL, where waitid does not take pidfds yet, is no evidence against it.
    private boolean isOurs(int idType, int id) {
        return calls.waitid(idType, id, null, Abi.WEXITED | Abi.WNOHANG | Abi.WNOWAIT) != -Abi.ECHILD;
    }

    private static boolean sent(int result, String call, Object target, Signal signal) {
        if (result == -Abi.ESRCH) {
            return false;
        }
        Outcomes.check(result, call, target, signal);
        return true;
    }

    /**
     * Kills the child: {@link #send} with {@link Signal#KILL}. It is then reaped by whoever waits for it.
     *
     * @return whether the signal was sent; {@code false} if the child was reaped
     * @throws PosixException {@link Errno#EPERM} if the child runs as another user
     */
    public boolean kill() {
        return send(Signal.KILL);
    }

    /**
     * Kills the child if it still runs, and reaps it: after this there is neither a process nor a zombie.
     *
     * @throws PosixException {@link Errno#EPERM} if the child runs as another user: then it is neither killed nor reaped
     */
    @Override
    public void close() {
        reap(); // so that a child that ended is neither signaled nor waited for
        kill();
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
