package posixwait.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import posixwait.Backend;
import posixwait.spi.Abi;
import posixwait.spi.BackendProvider;
import posixwait.spi.BackendUnavailableException;
import posixwait.spi.ForwardingSystemCalls;
import posixwait.spi.SystemCalls;

/**
 * What the tests of the reaper on a live kernel share. After each of them no child, no descriptor, no thread of a reaper and no
 * changed signal is left. The JVM that runs them has no other children.
 */
@Tag(LiveReaper.MANY_CALLS)
public abstract class LiveReaper {
    /** The tag of what is too slow, or makes too many children, to be run for each mutant of PIT. */
    static final String MANY_CALLS = "many-calls";

    /** The tag of tests that start JVMs. */
    static final String NEW_JVM = "new-jvm";

    /** How long something that must happen may take on a busy machine; nothing waits that long when all is well. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    final BackendProvider provider;
    final Backend backend;
    final SystemCalls calls;
    private Leftovers before;

    LiveReaper(BackendProvider provider) throws BackendUnavailableException {
        this.provider = provider;
        this.backend = open(provider);
        this.calls = backend.calls();
    }

    static Backend open(BackendProvider provider) throws BackendUnavailableException {
        return new Backend(provider.name(), provider.binding(), provider.open());
    }

    @BeforeEach
    void look() {
        before = Leftovers.look();
    }

    @AfterEach
    void nothingIsLeft() {
        before.requireNothingSince(calls);
    }

    /** {@return the backend without pidfds, as on an older kernel: every child goes by the lower rung} */
    static Backend withoutPidfds(Backend backend) {
        return new Backend(backend.name(), backend.binding(), new ForwardingSystemCalls(backend.calls()) {
            @Override
            public int pidfdOpen(int pid, int flags) {
                return -Abi.ENOSYS;
            }
        });
    }

    /** Blocks until a child is a zombie; it stays one. */
    static void awaitZombie(SystemCalls calls, int pid) {
        assertThat(calls.waitid(Abi.P_PID, pid, null, Abi.WEXITED | Abi.WNOWAIT))
                .as("waitid(%d, WEXITED|WNOWAIT)", pid)
                .isZero();
    }

    /** Looks again and again until it is so, for what nobody tells. */
    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + PATIENCE + ": " + what);
            }
            // Leaves the processor to what is waited for.
            LockSupport.parkNanos(100_000);
        }
    }

    /** Starts a thread that is joined by {@link Worker#close}. */
    static Worker start(Worker.Task task) {
        return new Worker(task);
    }

    /** A thread, and what it threw. */
    static final class Worker implements AutoCloseable {
        private final Thread thread;
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile Throwable thrown;

        /** What it does. */
        @FunctionalInterface
        interface Task {
            void run() throws Exception;
        }

        private Worker(Task task) {
            thread = new Thread(() -> {
                try {
                    task.run();
                } catch (Throwable e) {
                    thrown = e;
                } finally {
                    ended.set(true);
                }
            });
            thread.start();
        }

        boolean ended() {
            return ended.get();
        }

        /** Waits until it has ended; throws what it threw. */
        @Override
        public void close() {
            try {
                thread.join(PATIENCE.toMillis());
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            assertThat(thrown).isNull();
            assertThat(ended).as("the thread has ended").isTrue();
        }
    }
}
