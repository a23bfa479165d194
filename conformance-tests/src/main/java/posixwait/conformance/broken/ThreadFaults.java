package posixwait.conformance.broken;

import static posixwait.conformance.broken.Faults.fault;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;
import posixwait.spi.ForwardingSystemCalls;
import posixwait.spi.RawStatus;
import posixwait.spi.SpawnPlan;
import posixwait.spi.SystemCalls;

/** Faults that show with more than one thread. */
final class ThreadFaults {
    static final List<Fault> ALL = List.of(
            fault(
                    "own-children-only",
                    "a thread can wait for the children that it made itself, and for no other",
                    "Linux before 2.4, as wait(2) says; JetBrains/pty4j still takes it for so",
                    "THR-001 THR-031 PDS-009",
                    Changed.options(options -> options | Abi.__WNOTHREAD)),
            fault(
                    "children-of-ended-threads-lost",
                    "a child cannot be waited for any more when the thread that made it has ended",
                    "",
                    "PDS-010",
                    Changed.options(options -> options | Abi.__WNOTHREAD)),
            fault(
                    "spawn-on-another-thread",
                    "children are made on a thread of the backend's own: to the kernel that is their parent, not the caller's",
                    "Go, whose threads may end before the children do: golang/go#27505, moby/moby#44215",
                    "PDS-004",
                    SpawningElsewhere::new),
            fault(
                    "nothread-dropped",
                    "__WNOTHREAD is dropped",
                    "",
                    "THR-002",
                    Changed.options(options -> options & ~Abi.__WNOTHREAD)),
            fault(
                    "wall-dropped",
                    "__WALL is dropped: children of clone are not found",
                    "py-spy on Linux before 4.7: benfred/remoteprocess#2",
                    "THR-037",
                    Changed.options(options -> options & ~Abi.__WALL)),
            fault(
                    "status-shared-by-threads",
                    "the status is stored where all threads store it",
                    "",
                    "THR-040",
                    SharedStatus::new));

    private ThreadFaults() {}

    /** Has one thread make all children. */
    private static final class SpawningElsewhere extends ForwardingSystemCalls {
        private final ExecutorService maker = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "maker of children");
            thread.setDaemon(true);
            return thread;
        });

        SpawningElsewhere(SystemCalls good) {
            super(good);
        }

        @Override
        public int posixSpawn(SpawnPlan plan) {
            return CompletableFuture.supplyAsync(() -> delegate.posixSpawn(plan), maker)
                    .join();
        }
    }

    /** Gives a thread the status that another one was given, always: a race would make the fault come and go. */
    private static final class SharedStatus extends ForwardingSystemCalls {
        private final Map<Thread, Integer> stored = new ConcurrentHashMap<>();

        SharedStatus(SystemCalls good) {
            super(good);
        }

        @Override
        public int waitpid(int pid, @Nullable RawStatus status, int options) {
            int result = delegate.waitpid(pid, status, options);
            if (result > 0 && status != null) {
                stored.put(Thread.currentThread(), status.value);
                stored.entrySet().stream()
                        .filter(other -> !other.getKey().equals(Thread.currentThread()))
                        .findFirst()
                        .ifPresent(other -> status.value = other.getValue());
            }
            return result;
        }
    }
}
