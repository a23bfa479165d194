package posixwait.bench;

import java.lang.management.ManagementFactory;

/** What this thread has allocated on the heap so far. Asking allocates nothing. */
final class AllocatedBytes {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private AllocatedBytes() {}

    static long now() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }
}
