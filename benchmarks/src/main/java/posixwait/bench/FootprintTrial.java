package posixwait.bench;

import java.lang.management.ManagementFactory;
import java.util.Map;
import posixwait.spi.Abi;
import posixwait.spi.SystemCalls;

/** What do {@code n} children cost while they live, and how long does it take until all are reaped? */
final class FootprintTrial {
    /** So that classes are loaded and threads started before anything is weighed. */
    private static final int MOST_WARMUP = 100;

    private static final int COLLECTIONS = 3;

    private final SystemCalls calls;
    private final Watching watching;
    private final Ends ends;

    FootprintTrial(SystemCalls calls, Watching watching, Ends ends) {
        this.calls = calls;
        this.watching = watching;
        this.ends = ends;
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
     */
    Readings measure(int n, int slice) {
        int threads = threads();
        int[] first = Crowd.make(watching, warmup(n));
        // Bare children that are made later would hold copies of the pidfds, so all are made before any is watched.
        int[] early = watching.makesAnyTime() ? new int[0] : Crowd.make(watching, n);
        reap(first);
        ends.expect(n);
        long heap = heap();
        try (Crowd crowd = Crowd.of(calls, watching, watching.makesAnyTime() ? Crowd.make(watching, n) : early)) {
            double[] registration = register(crowd.pids(), slice);
            double weight = (double) (heap() - heap) / n;
            double more = threads() - threads;
            Release release = crowd.release();
            release.fire();
            double[] latencies = StormTrial.since(release, ends.await());
            return Readings.of(Map.of(
                    Readings.REGISTRATION,
                    registration,
                    Readings.HEAP,
                    new double[] {weight},
                    Readings.THREADS,
                    new double[] {more},
                    Readings.LATENCY,
                    latencies));
        }
    }

    private void reap(int[] pids) {
        ends.expect(pids.length);
        for (int pid : pids) {
            watching.watch(pid);
        }
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
                watching.watch(pids[each]);
            }
            nanos[i] = (double) (System.nanoTime() - begun) / (to - from);
        }
        return nanos;
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    /** Bytes that are reachable. */
    private static long heap() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
