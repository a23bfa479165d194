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
 * @see <a href="https://man7.org/linux/man-pages/man2/pidfd_open.2.html">pidfd_open(2)</a>
 */
public final class Pidfd implements AutoCloseable {
    private final SystemCalls calls;
    private final int fd;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Pidfd(SystemCalls calls, int fd) {
        this.calls = calls;
        this.fd = fd;
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
        return new Pidfd(calls, Outcomes.check(calls.pidfdOpen(pid, 0), "pidfd_open", pid, 0));
    }

    /** {@return the number of the descriptor} */
    public int fd() {
        return fd;
    }

    /**
     * {@code pidfd_send_signal}: signals the process, never another one that got its pid.
     *
     * @param signal what to send
     * @return whether it was sent; {@code false} if the process was reaped
     * @throws PosixException {@link Errno#EPERM}; {@link Errno#EBADF} after {@link #close}
     */
    public boolean send(Signal signal) {
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
     * @param timeout how long at the most, to the millisecond, rounded up; zero looks once
     * @return whether the process has ended
     * @throws PosixException if the descriptor cannot be polled
     */
    public boolean awaitEnd(Duration timeout) {
        RawPoll poll = new RawPoll(1);
        poll.fds[0] = fd;
        poll.events[0] = Abi.POLLIN;
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            long left = Math.max(0, deadline - System.nanoTime());
            int millis = (int) Math.min(Integer.MAX_VALUE, (left + 999_999) / 1_000_000);
            int ready = calls.poll(poll, millis);
            if (ready > 0) {
                // A closed descriptor is "ready" as well, and says nothing of the process.
                if ((poll.revents[0] & Abi.POLLNVAL) != 0) {
                    throw Outcomes.failure(-Abi.EBADF, "poll", "pidfd " + fd);
                }
                return true;
            }
            if (ready < 0 && ready != -Abi.EINTR) {
                throw Outcomes.failure(ready, "poll", "pidfd " + fd);
            }
            if (deadline - System.nanoTime() <= 0) {
                return false;
            }
        }
    }

    /** Closes the descriptor, once: a second {@code close} could hit a descriptor that got the number since. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            Outcomes.check(calls.close(fd), "close", fd);
        }
    }

    @Override
    public String toString() {
        return "pidfd " + fd;
    }
}
