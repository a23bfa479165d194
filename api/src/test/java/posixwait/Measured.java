package posixwait;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** What a piece of code costs. */
final class Measured {
    private Measured() {}

    /** {@return the bytes that {@code task} allocates on this thread, once it has run before} */
    static long allocated(Runnable task) {
        // The API reads neither module, and its tests are part of it.
        for (String name : List.of("java.management", "jdk.management")) {
            Measured.class
                    .getModule()
                    .addReads(ModuleLayer.boot().findModule(name).orElseThrow());
        }
        // What is loaded and linked the first time is not what the code allocates.
        allocatedNow(task);
        return allocatedNow(task);
    }

    private static long allocatedNow(Runnable task) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        task.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
