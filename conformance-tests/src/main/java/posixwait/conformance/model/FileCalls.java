package posixwait.conformance.model;

import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import posixwait.spi.Abi;
import posixwait.spi.RawEvents;
import posixwait.spi.RawPipe;
import posixwait.spi.RawPoll;

/**
 * The calls of one process on descriptors. Those that may block are tried: empty means that they must wait.
 *
 * <p>Results are as in {@link posixwait.spi.SystemCalls}.
 */
public final class FileCalls {
    private final ModelKernel kernel;
    private final Descriptors descriptors;

    FileCalls(ModelKernel kernel, Descriptors descriptors) {
        this.kernel = kernel;
        this.descriptors = descriptors;
    }

    /** {@return what is open, and what each refers to in words} */
    public Map<Integer, String> names() {
        return descriptors.names();
    }

    /** {@code pipe2}. */
    public int pipe2(RawPipe ends, int flags) {
        if ((flags & ~(Abi.O_CLOEXEC | Abi.O_NONBLOCK)) != 0) {
            return -Abi.EINVAL;
        }
        Pipe pipe = new Pipe();
        boolean closeOnExec = (flags & Abi.O_CLOEXEC) != 0;
        pipe.readEnd.nonBlocking = (flags & Abi.O_NONBLOCK) != 0;
        pipe.writeEnd.nonBlocking = pipe.readEnd.nonBlocking;
        int readEnd = descriptors.open(pipe.readEnd, closeOnExec);
        if (readEnd < 0) {
            return readEnd;
        }
        int writeEnd = descriptors.open(pipe.writeEnd, closeOnExec);
        if (writeEnd < 0) {
            descriptors.close(readEnd);
            return writeEnd;
        }
        ends.readEnd = readEnd;
        ends.writeEnd = writeEnd;
        return 0;
    }

    /** {@code dup2}. */
    public int dup2(int from, int to) {
        OpenFile file = descriptors.find(from).orElse(null);
        if (file == null || !descriptors.allows(to)) {
            return -Abi.EBADF;
        }
        descriptors.put(to, file, false);
        return to;
    }

    /** Has a descriptor refer to {@code /dev/null}; {@return it, or {@code -EBADF} if there cannot be such a one} */
    public int openNowhere(int fd) {
        if (!descriptors.allows(fd)) {
            return -Abi.EBADF;
        }
        descriptors.put(fd, new OpenFile.Nowhere(), false);
        return fd;
    }

    /** {@code closefrom}. */
    public void closeFrom(int fd) {
        descriptors.closeFrom(fd);
        kernel.changed();
    }

    /** {@code eventfd}. */
    public int eventfd(int initial, int flags) {
        if ((flags & ~(Abi.EFD_CLOEXEC | Abi.EFD_NONBLOCK)) != 0) {
            return -Abi.EINVAL;
        }
        boolean nonBlocking = (flags & Abi.EFD_NONBLOCK) != 0;
        return descriptors.open(new OpenFile.Counter(initial, nonBlocking), (flags & Abi.EFD_CLOEXEC) != 0);
    }

    /** {@code epoll_create1}. */
    public int epollCreate1(int flags) {
        if ((flags & ~Abi.EPOLL_CLOEXEC) != 0) {
            return -Abi.EINVAL;
        }
        return descriptors.open(new EpollFile(), (flags & Abi.EPOLL_CLOEXEC) != 0);
    }

    /** {@code epoll_ctl}. */
    public int epollCtl(int epoll, int operation, int fd, int events, long data) {
        OpenFile target = descriptors.find(epoll).orElse(null);
        OpenFile file = descriptors.find(fd).orElse(null);
        if (target == null || file == null) {
            return -Abi.EBADF;
        } else if (!(target instanceof EpollFile watching) || target.equals(file)) {
            return -Abi.EINVAL;
        } else {
            int result = watching.control(operation, fd, file, events, data);
            kernel.changed();
            return result;
        }
    }

    /** What {@code epoll_wait} returns now. */
    public Supplier<OptionalInt> epollWait(int epoll, RawEvents events, boolean atOnce) {
        OpenFile target = descriptors.find(epoll).orElse(null);
        if (target == null) {
            return now(-Abi.EBADF);
        } else if (!(target instanceof EpollFile watching)) {
            return now(-Abi.EINVAL);
        } else {
            return () -> {
                int told = watching.take(events);
                return told > 0 || atOnce ? OptionalInt.of(told) : OptionalInt.empty();
            };
        }
    }

    /** What {@code poll} returns now. */
    public Supplier<OptionalInt> poll(RawPoll poll, boolean atOnce) {
        return () -> {
            int ready = 0;
            for (int i = 0; i < poll.fds.length; i++) {
                poll.revents[i] = (short) (poll.fds[i] < 0 ? 0 : readiness(poll.fds[i], poll.events[i]));
                ready += poll.revents[i] != 0 ? 1 : 0;
            }
            return ready > 0 || atOnce ? OptionalInt.of(ready) : OptionalInt.empty();
        };
    }

    private int readiness(int fd, int asked) {
        // Hang-up and error are told unasked.
        return descriptors
                .find(fd)
                .map(file -> file.ready() & (asked | Abi.POLLHUP | Abi.POLLERR))
                .orElse(Abi.POLLNVAL);
    }

    /** What {@code read} returns now. */
    public Supplier<OptionalInt> read(int fd, byte[] bytes, int offset, int count) {
        OpenFile file = descriptors.find(fd).orElse(null);
        return file == null ? now(-Abi.EBADF) : () -> unlessBlocking(file, file.read(bytes, offset, count));
    }

    /** What {@code write} returns now. */
    public Supplier<OptionalInt> write(int fd, byte[] bytes, int offset, int count) {
        OpenFile file = descriptors.find(fd).orElse(null);
        return file == null ? now(-Abi.EBADF) : () -> unlessBlocking(file, file.write(bytes, offset, count));
    }

    private static OptionalInt unlessBlocking(OpenFile file, int result) {
        return result == -Abi.EAGAIN && !file.nonBlocking ? OptionalInt.empty() : OptionalInt.of(result);
    }

    private static Supplier<OptionalInt> now(int result) {
        return () -> OptionalInt.of(result);
    }

    /** {@code close}. */
    public int close(int fd) {
        if (!descriptors.close(fd)) {
            return -Abi.EBADF;
        }
        kernel.changed();
        return 0;
    }

    /** {@code fcntl}. */
    public int fcntl(int fd, int command, long argument) {
        OpenFile file = descriptors.find(fd).orElse(null);
        if (file == null) {
            return -Abi.EBADF;
        }
        return switch (command) {
            case Abi.F_DUPFD_CLOEXEC ->
                descriptors.allows(argument) ? descriptors.open(file, true, (int) argument) : -Abi.EINVAL;
            case Abi.F_GETFD -> descriptors.isClosedOnExec(fd) ? Abi.FD_CLOEXEC : 0;
            case Abi.F_SETFD -> {
                descriptors.closeOnExec(fd, (argument & Abi.FD_CLOEXEC) != 0);
                yield 0;
            }
            case Abi.F_GETFL -> file.mode() | (file.nonBlocking ? Abi.O_NONBLOCK : 0);
            case Abi.F_SETFL -> {
                file.nonBlocking = (argument & Abi.O_NONBLOCK) != 0;
                yield 0;
            }
            default -> -Abi.EINVAL;
        };
    }
}
