package posixwait.conformance.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import posixwait.spi.Abi;
import posixwait.spi.RawEvents;

/** An epoll: descriptors that it watches, each with what is to be told of it. Level-triggered only. */
final class EpollFile extends OpenFile {
    private static final int ALWAYS = Abi.EPOLLHUP | Abi.POLLERR;

    private final Map<Key, Interest> interests = new LinkedHashMap<>();

    /** What is watched: a number and what it referred to then (epoll(7), Q6: until the last copy is closed). */
    private record Key(int fd, OpenFile file) {}

    private record Interest(int events, long data) {}

    int control(int operation, int fd, OpenFile file, int events, long data) {
        forgetClosed();
        Key key = new Key(fd, file);
        boolean there = interests.containsKey(key);
        switch (operation) {
            case Abi.EPOLL_CTL_ADD -> {
                if (there) {
                    return -Abi.EEXIST;
                }
                interests.put(key, new Interest(events, data));
            }
            case Abi.EPOLL_CTL_MOD, Abi.EPOLL_CTL_DEL -> {
                if (!there) {
                    return -Abi.ENOENT;
                } else if (operation == Abi.EPOLL_CTL_DEL) {
                    interests.remove(key);
                } else {
                    interests.put(key, new Interest(events, data));
                }
            }
            default -> {
                return -Abi.EINVAL;
            }
        }
        return 0;
    }

    private void forgetClosed() {
        interests.keySet().removeIf(key -> !key.file.isOpen());
    }

    private List<Map.Entry<Key, Interest>> due() {
        forgetClosed();
        return interests.entrySet().stream()
                .filter(entry -> reported(entry) != 0)
                .toList();
    }

    private static int reported(Map.Entry<Key, Interest> entry) {
        int events = entry.getValue().events;
        // Once told, one with EPOLLONESHOT has no events left, and is silent until EPOLL_CTL_MOD.
        return events == 0 ? 0 : entry.getKey().file.ready() & (events | ALWAYS);
    }

    /** Tells what is ready; {@return how many} */
    int take(RawEvents events) {
        List<Map.Entry<Key, Interest>> due = new ArrayList<>(due());
        int told = Math.min(due.size(), events.capacity());
        for (int i = 0; i < told; i++) {
            Map.Entry<Key, Interest> entry = due.get(i);
            events.events[i] = reported(entry);
            events.data[i] = entry.getValue().data;
            // To the end of the queue, so that with many ready each has its turn.
            interests.remove(entry.getKey());
            boolean once = (entry.getValue().events & Abi.EPOLLONESHOT) != 0;
            interests.put(entry.getKey(), new Interest(once ? 0 : entry.getValue().events, entry.getValue().data));
        }
        return told;
    }

    @Override
    int ready() {
        return due().isEmpty() ? 0 : Abi.POLLIN;
    }

    @Override
    public String toString() {
        return "anon_inode:[eventpoll]";
    }
}
