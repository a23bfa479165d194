package posixwait;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import posixwait.spi.Abi;
import posixwait.spi.RawPoll;
import posixwait.spi.SystemCalls;

/**
 * A descriptor that refers to one process for as long as it is open, and to no other that gets its pid later.
 *
 * <p>Closed on exec, so children do not inherit it. Closing it does not touch the process.
 *
 * <p>Safe for use by many threads, until one closes it: a call that is under way then may reach whatever gets the number.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/pidfd_open.2.html">pidfd_open(2)</a>
 */
public final class Pidfd implements AutoCloseable {
    /** In the place of a descriptor: there is none. */
    static final int NONE = -1;

    private final SystemCalls calls;
    private final int fd;
    private final int pid;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Pidfd(SystemCalls calls, int fd, int pid) {
        this.calls = calls;
        this.fd = fd;
        this.pid = pid;
    }

    /**
     * {@code pidfd_open}: refers to the process that has {@code pid} now.
     *
     * <p>For a child of this process the reference is certain: until it is reaped its pid cannot be given to another.
     *
     * @param backend an opened backend
     * @param pid a process, running or a zombie
     * @return the descriptor; the caller closes it
     * @throws PosixException {@link Errno#ESRCH} if there is no such process; {@link Errno#EINVAL} if {@code pid} is not
     *     positive; {@link Errno#EMFILE} at the limit of descriptors; {@link Errno#ENOSYS} before Linux 5.3;
     *     {@link Errno#EPERM} where a sandbox forbids it
     */
    public static Pidfd open(Backend backend, int pid) {
        SystemCalls calls = backend.calls();
        return new Pidfd(calls, Outcomes.check(calls.pidfdOpen(pid, 0), "pidfd_open", pid, 0), pid);
    }

    /** {@return the number of the descriptor} */
    public int fd() {
        return fd;
    }

    /** {@return the pid the process had when the descriptor was opened; another process may have it once it is reaped} */
    public int pid() {
        return pid;
    }

    /**
     * {@code pidfd_send_signal}: signals the process, never another one that got its pid.
     *
     * @param signal what to send; {@code new Signal(0)} only asks whether one could be sent
     * @return whether it was sent; {@code false} if the process was reaped
     * @throws PosixException {@link Errno#EPERM} if the process runs as another user; {@link Errno#EINVAL} for a signal
     *     above 64; {@link Errno#EBADF} after {@link #close}
     */
    public boolean send(Signal signal) {
        requireOpen("pidfd_send_signal", fd, signal);
        int result = calls.pidfdSendSignal(fd, signal.number(), 0);
        if (result == -Abi.ESRCH) {
            return false;
        }
        Outcomes.check(result, "pidfd_send_signal", fd, signal);
        return true;
    }

    /**
     * {@code poll}: blocks until the process ends, without reaping it.
     *
     * <p>Blocks in native code, deaf to {@link Thread#interrupt}. If a signal handler interrupts it, it goes on with the time
     * that is left.
     *
     * @param timeout how long at the most, to the millisecond, rounded up; zero or less looks once
     * @return whether the process has ended
     * @throws PosixException {@link Errno#EBADF} after {@link #close}; {@link Errno#ENOMEM}
     */
    public boolean awaitEnd(Duration timeout) {
        requireOpen("poll", this);
        RawPoll poll = new RawPoll(1);
        poll.fds[0] = fd;
        poll.events[0] = Abi.POLLIN;
        Deadline deadline = Deadline.after(timeout);
        while (true) {
            int ready = calls.poll(poll, deadline.leftMillis());
            if (ready > 0) {
                // A closed descriptor is "ready" as well, and says nothing of the process.
                if ((poll.revents[0] & Abi.POLLNVAL) != 0) {
                    throw Outcomes.failure(-Abi.EBADF, "poll", this);
                }
                return true;
            }
            if (ready < 0 && ready != -Abi.EINTR) {
                throw Outcomes.failure(ready, "poll", this);
            }
            if (deadline.left() == 0) {
                return false;
            }
        }
    }

    /** {@return the number for {@code call}; after {@link #close} an exception} */
    int fdFor(String call) {
        requireOpen(call, fd);
        return fd;
    }

    // Closed, the number may be another descriptor's: a pidfd of a process that nobody meant to signal, say.
    private void requireOpen(String call, Object... arguments) {
        if (closed.get()) {
            throw Outcomes.failure(-Abi.EBADF, call, arguments);
        }
    }

    /** Closes the descriptor, once: a second {@code close} could hit a descriptor that got the number since. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            Outcomes.check(calls.close(fd), "close", fd);
        }
    }

    /** {@return such as {@code pidfd 7}} */
    @Override
    public String toString() {
        return "pidfd " + fd;
    }
}
