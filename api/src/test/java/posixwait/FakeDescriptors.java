package posixwait;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;
import posixwait.spi.RawEvents;

/**
 * A table of descriptors as Linux keeps it: numbers, the open files behind them, and what an epoll watches.
 *
 * <p>An epoll watches a file under the number by which it was added, and goes on to do so after that number is closed, for as
 * long as another number, or a child, holds the file: epoll(7), Questions and answers.
 */
final class FakeDescriptors {
    private static final int FIRST = 3;

    private final Map<Integer, File> table = new TreeMap<>();
    private final List<File> heldByChildren = new ArrayList<>();
    private int limit = Integer.MAX_VALUE;

    /** An open file; {@code process} for a pidfd, {@code watched} for an epoll. */
    static final class File {
        final BooleanSupplier readable;
        final @Nullable Object process;
        private final List<Watched> watched = new ArrayList<>();
        long counter;

        private File(@Nullable BooleanSupplier readable, @Nullable Object process) {
            this.readable = readable == null ? () -> counter > 0 : readable;
            this.process = process;
        }
    }

    private static final class Watched {
        private final File file;
        private final int fd;
        private final int events;
        private final long data;
        private boolean disarmed;

        private Watched(File file, int fd, int events, long data) {
            this.file = file;
            this.fd = fd;
            this.events = events;
            this.data = data;
        }
    }

    /** {@return the numbers that are in use} */
    List<Integer> open() {
        return List.copyOf(table.keySet());
    }

    /** From now on {@code more} descriptors can be opened before it is {@code EMFILE}. */
    void limit(int more) {
        limit = table.size() + more;
    }

    /** A child is made and does not execute a program: it has a copy of every descriptor. */
    void copyToChild() {
        heldByChildren.addAll(table.values());
    }

    int pidfd(Object process, BooleanSupplier readable) {
        return add(new File(readable, process), FIRST);
    }

    /** An epoll, or an eventfd: what is readable while its counter is not 0. */
    int plain(long counter) {
        File file = new File(null, null);
        file.counter = counter;
        return add(file, FIRST);
    }

    private int add(File file, int lowest) {
        if (table.size() >= limit) {
            return -Abi.EMFILE;
        }
        int fd = lowest;
        while (table.containsKey(fd)) {
            fd++;
        }
        table.put(fd, file);
        return fd;
    }

    @Nullable File file(int fd) {
        return table.get(fd);
    }

    int copy(int fd, int lowest) {
        File file = table.get(fd);
        return file == null ? -Abi.EBADF : add(file, lowest);
    }

    int close(int fd) {
        File closed = table.remove(fd);
        if (closed == null) {
            return -Abi.EBADF;
        }
        if (!table.containsValue(closed) && !heldByChildren.contains(closed)) {
            table.values().forEach(file -> file.watched.removeIf(watched -> watched.file == closed));
        }
        return 0;
    }

    int control(int epoll, int operation, int fd, int events, long data) {
        File watching = table.get(epoll);
        File file = table.get(fd);
        if (watching == null || file == null) {
            return -Abi.EBADF;
        }
        boolean there = watching.watched.stream().anyMatch(watched -> watched.file == file && watched.fd == fd);
        if (operation == Abi.EPOLL_CTL_ADD) {
            if (there) {
                return -Abi.EEXIST;
            }
            watching.watched.add(new Watched(file, fd, events, data));
            return 0;
        }
        watching.watched.removeIf(watched -> watched.file == file && watched.fd == fd);
        return there ? 0 : -Abi.ENOENT;
    }

    /** {@return how many of the events of {@code epoll} were stored} */
    int ready(int epoll, RawEvents events) {
        File watching = table.get(epoll);
        if (watching == null) {
            return -Abi.EBADF;
        }
        int count = 0;
        for (Watched watched : watching.watched) {
            if (count < events.capacity() && !watched.disarmed && watched.file.readable.getAsBoolean()) {
                watched.disarmed = (watched.events & Abi.EPOLLONESHOT) != 0;
                events.events[count] = Abi.EPOLLIN;
                events.data[count++] = watched.data;
            }
        }
        return count;
    }
}
