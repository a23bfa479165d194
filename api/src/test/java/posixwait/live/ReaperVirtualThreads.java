package posixwait.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import posixwait.Backend;
import posixwait.Fate;
import posixwait.OnClose;
import posixwait.Reaper;
import posixwait.Registration;
import posixwait.Signal;
import posixwait.WaitStatus;
import posixwait.Watch;
import posixwait.spi.Abi;
import posixwait.spi.BackendProvider;
import posixwait.spi.BackendUnavailableException;
import posixwait.spi.RawLimit;

/** Virtual threads that wait for a child give their carrier away. */
public abstract class ReaperVirtualThreads extends LiveReaper {
    private static final int COUNT = 10_000;

    /** What else is open in a JVM, generously. */
    private static final int OTHER_DESCRIPTORS = 500;

    protected ReaperVirtualThreads(BackendProvider provider) throws BackendUnavailableException {
        super(provider);
    }

    @Test
    @Tag(NEW_JVM)
    void tenThousandVirtualThreadsWaitForTenThousandChildrenOnOneCarrier() throws IOException, InterruptedException {
        int feature = Runtime.version().feature();
        Assumptions.assumeTrue(feature >= 21, "virtual threads need Java 21, this is " + feature);
        new OwnJvm(provider)
                .with("-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1")
                .run(TenThousand.class);
    }

    /** One carrier, which every waiting thread must give away; an unrelated thread shows that it does. */
    static final class TenThousand implements Scenario {
        private final ConcurrentHashMap<Integer, Fate> fates = new ConcurrentHashMap<>();
        private final List<Thread> waiting = new ArrayList<>();
        private final CountDownLatch registered = new CountDownLatch(COUNT + 1);

        @Override
        public void run(Backend backend, String... arguments) throws Exception {
            requireDescriptors(backend);
            AtomicLong counter = new AtomicLong();
            AtomicBoolean enough = new AtomicBoolean();
            try (Recording recording = new Recording();
                    Brood brood = new Brood(backend, COUNT + 1);
                    Reaper reaper = Reaper.open(backend, OnClose.KILL)) {
                // A thread cannot leave its carrier while it loads a class; what is loaded now is not loaded then.
                warmUp(reaper, brood);
                // 20 ms is the default of the JDK: shorter than any wait that would be for a child, longer than a call.
                recording.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ofMillis(20));
                recording.start();
                // All children first: one that is made later would hold copies of the pidfds there are.
                List<Integer> pids = new ArrayList<>();
                for (int i = 0; i < COUNT; i++) {
                    pids.add(brood.pausing());
                }
                waitForAll(reaper, pids);
                assertThat(reaper.registered()).isEqualTo(COUNT);
                Thread unrelated = virtual(() -> {
                    while (!enough.get()) {
                        counter.incrementAndGet();
                        // Not yield(): the carrier would come back to this thread before it looks for others.
                        LockSupport.parkNanos(10_000);
                    }
                });
                try {
                    // All of them wait, and it runs.
                    awaitMore(counter);
                    for (int pid : pids) {
                        backend.calls().kill(pid, Abi.SIGKILL);
                    }
                    for (Thread thread : waiting) {
                        join(thread);
                    }
                    awaitMore(counter);
                } finally {
                    enough.set(true);
                    unrelated.join();
                }
                assertThat(fates).hasSize(COUNT);
                assertThat(fates.values()).containsOnly(new WaitStatus.Signaled(Signal.KILL, false));
                assertThat(Recordings.eventsOf(recording, "jdk.VirtualThreadPinned"))
                        .isEmpty();
            }
        }

        private static void requireDescriptors(Backend backend) {
            RawLimit limit = new RawLimit();
            backend.calls().getrlimit(Abi.RLIMIT_NOFILE, limit);
            if (limit.hard >= 0 && limit.hard < COUNT + OTHER_DESCRIPTORS) {
                throw new NotHere("the hard limit of descriptors is " + limit.hard + ": no room for " + COUNT
                        + " pidfds; ulimit -Hn");
            }
            limit.soft = limit.hard;
            assertThat(backend.calls().setrlimit(Abi.RLIMIT_NOFILE, limit)).isZero();
        }

        private void warmUp(Reaper reaper, Brood brood) throws Exception {
            int pid = brood.exiting(0);
            Thread first = virtual(() -> waitFor(reaper, pid));
            join(first);
            assertThat(fates.remove(pid)).isEqualTo(new WaitStatus.Exited(0));
        }

        /** Returns when each thread has registered its child and waits. */
        private void waitForAll(Reaper reaper, List<Integer> pids) throws Exception {
            for (int pid : pids) {
                waiting.add(virtual(() -> waitFor(reaper, pid)));
            }
            assertThat(registered.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            for (Thread thread : waiting) {
                await(thread + " waits", () -> thread.getState() == Thread.State.WAITING);
            }
        }

        private void waitFor(Reaper reaper, int pid) {
            Registration registration = reaper.register(pid, Watch.ends());
            registered.countDown();
            try {
                fates.put(pid, registration.await());
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private static void awaitMore(AtomicLong counter) {
            long gate = counter.get();
            await("the unrelated thread runs", () -> counter.get() > gate + 100);
        }

        private static void join(Thread thread) throws InterruptedException {
            thread.join(PATIENCE.toMillis());
            assertThat(thread.isAlive()).isFalse();
        }

        /** By reflection: these tests are compiled for Java 17. */
        private static Thread virtual(Runnable task) throws Exception {
            try {
                return (Thread) Thread.class
                        .getMethod("startVirtualThread", Runnable.class)
                        .invoke(null, task);
            } catch (InvocationTargetException e) {
                throw new AssertionError(e.getCause());
            }
        }
    }
}
