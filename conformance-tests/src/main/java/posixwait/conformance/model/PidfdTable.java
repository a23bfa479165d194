package posixwait.conformance.model;

import java.util.Map;
import java.util.TreeMap;
import posixwait.spi.Abi;

/** The pidfds that are open, by their numbers. */
final class PidfdTable {
    private final Map<Integer, Entry> open = new TreeMap<>();

    private record Entry(ModelProcess process, boolean nonBlocking) {}

    int open(ModelProcess process, boolean nonBlocking) {
        int fd = 3;
        while (open.containsKey(fd)) {
            fd++;
        }
        open.put(fd, new Entry(process, nonBlocking));
        return fd;
    }

    ModelProcess process(int fd) throws Refused {
        return entry(fd).process;
    }

    boolean isNonBlocking(int fd) throws Refused {
        return entry(fd).nonBlocking;
    }

    void close(int fd) throws Refused {
        entry(fd);
        open.remove(fd);
    }

    private Entry entry(int fd) throws Refused {
        Entry entry = open.get(fd);
        if (entry == null) {
            throw new Refused(Rule.NO_PIDFD, Abi.EBADF);
        }
        return entry;
    }
}
