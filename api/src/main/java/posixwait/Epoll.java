package posixwait;

import posixwait.spi.Abi;
import posixwait.spi.RawEvents;
import posixwait.spi.SystemCalls;

/**
 * An epoll descriptor, and an eventfd in it that ends a wait early.
 *
 * <p>{@link #await} is for one thread, the rest for any, as long as nobody closes it meanwhile.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/epoll.7.html">epoll(7)</a>
 */
final class Epoll {
    /** What an event of the eventfd carries; no token of a registration is 0. */
    static final long WAKE = 0;

    private static final int BATCH = 256;

    /** Any number but 0: the order of the bytes does not matter. */
    private static final byte[] ONE = {1, 0, 0, 0, 0, 0, 0, 0};

    private final SystemCalls calls;
    private final int fd;
    private final int wakeFd;
    private final RawEvents events = new RawEvents(BATCH);
    private final byte[] counter = new byte[ONE.length];

    private Epoll(SystemCalls calls, int fd, int wakeFd) {
        this.calls = calls;
        this.fd = fd;
        this.wakeFd = wakeFd;
    }

    /** An epoll, or the call that failed. */
    sealed interface Opening {}

    record Opened(Epoll epoll) implements Opening {}

    record Refused(Strategy instead) implements Opening {}

    static Opening open(SystemCalls calls) {
        int fd = calls.epollCreate1(Abi.EPOLL_CLOEXEC);
        if (fd < 0) {
            return new Refused(Strategy.sweep("epoll_create1", fd));
        }
        int wakeFd = calls.eventfd(0, Abi.EFD_CLOEXEC | Abi.EFD_NONBLOCK);
        if (wakeFd < 0) {
            calls.close(fd);
            return new Refused(Strategy.sweep("eventfd", wakeFd));
        }
        int added = calls.epollCtl(fd, Abi.EPOLL_CTL_ADD, wakeFd, Abi.EPOLLIN, WAKE);
        if (added < 0) {
            calls.close(wakeFd);
            calls.close(fd);
            return new Refused(Strategy.sweep("epoll_ctl", added));
        }
        return new Opened(new Epoll(calls, fd, wakeFd));
    }

    int fd() {
        return fd;
    }

    /**
     * Watches {@code pidfd} until it is readable once; {@return 0, or the negated error number}
     *
     * <p>Once only, since a descriptor that was closed stays watched for as long as a copy of it lives on in a child that was
     * made meanwhile: it would be reported for ever.
     */
    int add(int pidfd, long token) {
        return calls.epollCtl(fd, Abi.EPOLL_CTL_ADD, pidfd, Abi.EPOLLIN | Abi.EPOLLONESHOT, token);
    }

    void remove(int pidfd) {
        calls.epollCtl(fd, Abi.EPOLL_CTL_DEL, pidfd, 0, 0);
    }

    /**
     * Blocks until something is readable; {@return how many events there are, for {@link #token}}
     *
     * @param nanos how long at the most, rounded up to milliseconds; {@link Long#MAX_VALUE} is for ever
     */
    int await(long nanos) {
        int result = calls.epollWait(fd, events, nanos == Long.MAX_VALUE ? -1 : Deadline.millis(nanos));
        if (result == -Abi.EINTR) {
            return 0;
        }
        return Outcomes.check(result, "epoll_wait", fd);
    }

    long token(int event) {
        return events.data[event];
    }

    void wake() {
        // EAGAIN, at a counter that is full, says that it is readable already.
        calls.write(wakeFd, ONE, 0, ONE.length);
    }

    void takeWake() {
        calls.read(wakeFd, counter, 0, counter.length);
    }

    void close() {
        calls.close(wakeFd);
        calls.close(fd);
    }
}
