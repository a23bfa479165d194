package posixwait.conformance.model;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import posixwait.spi.Abi;

/** The descriptors of a process, by their numbers. */
final class Descriptors {
    private static final int FIRST = 3; // the standard streams are there, and are nobody's business here

    private final NavigableMap<Integer, Entry> open = new TreeMap<>();
    private final ResourceLimits limits;

    private record Entry(OpenFile file, boolean closeOnExec) {}

    Descriptors(ResourceLimits limits) {
        this.limits = limits;
    }

    /** {@return whether there may be a descriptor of that number: below the soft limit (getrlimit(2), RLIMIT_NOFILE)} */
    boolean allows(long fd) {
        return fd >= 0 && limits.allows(Abi.RLIMIT_NOFILE, fd + 1);
    }

    /** {@return the lowest number that is free; {@code -EMFILE} at the limit} */
    int open(OpenFile file, boolean closeOnExec) {
        return open(file, closeOnExec, FIRST);
    }

    int open(OpenFile file, boolean closeOnExec, int lowest) {
        int fd = Math.max(lowest, FIRST);
        while (open.containsKey(fd)) {
            fd++;
        }
        if (!allows(fd)) {
            return -Abi.EMFILE;
        }
        put(fd, file, closeOnExec);
        return fd;
    }

    /** Makes a descriptor refer to a file, whatever it referred to before. */
    void put(int fd, OpenFile file, boolean closeOnExec) {
        file.refer();
        Entry before = open.put(fd, new Entry(file, closeOnExec));
        if (before != null) {
            before.file.release();
        }
    }

    Optional<OpenFile> find(int fd) {
        return Optional.ofNullable(open.get(fd)).map(Entry::file);
    }

    boolean isClosedOnExec(int fd) {
        Entry entry = open.get(fd);
        return entry != null && entry.closeOnExec;
    }

    void closeOnExec(int fd, boolean closeOnExec) {
        open.computeIfPresent(fd, (number, entry) -> new Entry(entry.file, closeOnExec));
    }

    boolean close(int fd) {
        Entry entry = open.remove(fd);
        if (entry != null) {
            entry.file.release();
        }
        return entry != null;
    }

    /** The copies that a child gets. */
    void copyTo(Descriptors child) {
        open.forEach((fd, entry) -> child.put(fd, entry.file, entry.closeOnExec));
    }

    void exec() {
        Map.copyOf(open).forEach((fd, entry) -> {
            if (entry.closeOnExec) {
                close(fd);
            }
        });
    }

    void closeAll() {
        closeFrom(0);
    }

    void closeFrom(int first) {
        List.copyOf(open.tailMap(first, true).keySet()).forEach(this::close);
    }

    /** {@return what each refers to, in words} */
    Map<Integer, String> names() {
        Map<Integer, String> names = new TreeMap<>();
        open.forEach((fd, entry) -> names.put(fd, entry.file.toString()));
        return names;
    }

    OpenFile.Pidfd pidfd(int fd) throws Refused {
        if (find(fd).orElse(null) instanceof OpenFile.Pidfd pidfd) {
            return pidfd;
        }
        throw new Refused(Rule.NO_PIDFD, Abi.EBADF);
    }
}
