package posixwait.live;

import java.util.ArrayList;
import java.util.List;
import posixwait.Backend;
import posixwait.BareChildren;

/** Bare children that share this JVM's memory; those that nobody reaped are killed and reaped before their stacks go. */
final class Brood implements AutoCloseable {
    private final Backend backend;
    private final BareChildren children;
    private final List<Integer> pids = new ArrayList<>();

    Brood(Backend backend, int capacity) {
        this.backend = backend;
        this.children = new BareChildren(backend, capacity);
    }

    int pausing() {
        return keep(children.pausing());
    }

    int exiting(int code) {
        return keep(children.exiting(code));
    }

    private int keep(int pid) {
        pids.add(pid);
        return pid;
    }

    @Override
    public void close() {
        pids.forEach(pid -> Leftovers.end(backend.calls(), pid));
        children.close();
    }
}
