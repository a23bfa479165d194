package posixwait.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;
import posixwait.spi.SystemCalls;

/** What do {@code n} children cost while they live, and how long does it take until all are reaped? */
final class FootprintTrial {
    /** So that classes are loaded and threads started before anything is weighed. */
    private static final int MOST_WARMUP = 100;

    /** How many further threads are started, one after the other. */
    private static final int FURTHER = 20;

    /**
     * Until threads that were started are asleep, which nothing tells; no longer than half of what is counted. Whoever takes
     * longer has more switches.
     */
    private static final int SETTLE_MILLIS = 300;

    /** Until a further thread is said not to run; not much longer than is counted. */
    private static final int PATIENCE_MILLIS = 1000;

    private static final double A_SECOND_MILLIS = 1000;

    private final SystemCalls calls;
    private final Watching watching;
    private final Ends ends;
    private final @Nullable Threads further;
    private final int threads;

    /**
     * Prepares.
     *
     * @param calls of the backend
     * @param watching what is measured
     * @param ends what that tells
     * @param further of what kind a further thread is to run while the others wait; {@code null} for none
     * @param threads how many there were before that was opened
     */
    FootprintTrial(SystemCalls calls, Watching watching, Ends ends, @Nullable Threads further, int threads) {
        this.calls = calls;
        this.watching = watching;
        this.ends = ends;
        this.further = further;
        this.threads = threads;
    }

    /** {@return how many children are made for {@code n} to be measured} */
    static int children(int n) {
        return n + warmup(n);
    }

    /** No more than are measured: the JDK keeps the threads of those for a while. */
    private static int warmup(int n) {
        return Math.min(n, MOST_WARMUP);
    }

    /**
     * Measures.
     *
     * @param n children
     * @param slice as many registrations are timed together
     * @param idleMillis for how long nothing happens while switches are counted
     */
    Readings measure(int n, int slice, int idleMillis) {
        int[] first = Crowd.make(watching, warmup(n));
        // Bare children that are made later would hold copies of the pidfds, and their stacks are in this memory: all
        // of
        // them are made before anything is weighed. Programs may be all that there is to weigh.
        int[] early = watching.runsPrograms() ? new int[0] : Crowd.make(watching, n);
        reap(first);
        if (further != null) {
            // So that what starts a thread is compiled and loaded.
            further(further, patienceMillis(idleMillis));
        }
        ends.expect(n);
        OwnCost before = OwnCost.now();
        try (Crowd crowd = Crowd.of(calls, watching, watching.runsPrograms() ? Crowd.make(watching, n) : early)) {
            Map<String, double[]> values = new HashMap<>();
            values.put(Readings.REGISTRATION, register(crowd.pids(), slice));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.min(SETTLE_MILLIS, idleMillis / 2)));
            weigh(before, OwnCost.now(), n, values);
            one(values, Readings.THREADS, OwnCost.now().threads() - threads);
            one(values, Readings.SWITCHES, switchesOfASecond(idleMillis));
            if (further != null) {
                double[] each = further(further, patienceMillis(idleMillis));
                if (each.length > 0) {
                    values.put(Readings.FURTHER, each);
                }
            }
            Release release = crowd.release();
            release.fire();
            values.put(Readings.LATENCY, StormTrial.since(release, ends.await()));
            return Readings.of(values);
        }
    }

    private static void weigh(OwnCost before, OwnCost with, int n, Map<String, double[]> values) {
        one(values, Readings.HEAP, (double) (with.heap() - before.heap()) / n);
        one(values, Readings.DESCRIPTORS, (double) (with.descriptors() - before.descriptors()) / n);
        Long rss = before.rss();
        Long more = with.rss();
        if (rss != null && more != null) {
            one(values, Readings.RSS, (double) (more - rss) / n);
        }
    }

    private static void one(Map<String, double[]> values, String name, double value) {
        values.put(name, new double[] {value});
    }

    private static double switchesOfASecond(int idleMillis) {
        long before = OwnCost.switches();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(idleMillis));
        // The one of this thread, to sleep, is among them.
        return (OwnCost.switches() - before) * A_SECOND_MILLIS / idleMillis;
    }

    /**
     * {@return after how long a further thread is said not to run}
     *
     * @param idleMillis for how long nothing happens while switches are counted
     */
    static int patienceMillis(int idleMillis) {
        return Math.min(PATIENCE_MILLIS, 2 * idleMillis);
    }

    /** {@return the nanoseconds of each thread, one after the other; none from the first on that does not run in time} */
    private static double[] further(Threads kind, int patienceMillis) {
        double[] nanos = new double[FURTHER];
        for (int i = 0; i < FURTHER; i++) {
            CountDownLatch ran = new CountDownLatch(1);
            long begun = System.nanoTime();
            kind.start(ran::countDown);
            try {
                if (!ran.await(patienceMillis, TimeUnit.MILLISECONDS)) {
                    return Arrays.copyOf(nanos, i);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
            nanos[i] = (double) (System.nanoTime() - begun);
        }
        return nanos;
    }

    private void reap(int... pids) {
        ends.expect(pids.length);
        Crowd.watch(watching, pids);
        for (int pid : pids) {
            calls.kill(pid, Abi.SIGKILL);
        }
        ends.await();
    }

    private double[] register(int[] pids, int slice) {
        double[] nanos = new double[(pids.length + slice - 1) / slice];
        for (int i = 0; i < nanos.length; i++) {
            int from = i * slice;
            int to = Math.min(pids.length, from + slice);
            long begun = System.nanoTime();
            for (int each = from; each < to; each++) {
                Crowd.watch(watching, pids[each]);
            }
            nanos[i] = (double) (System.nanoTime() - begun) / (to - from);
        }
        return nanos;
    }
}
