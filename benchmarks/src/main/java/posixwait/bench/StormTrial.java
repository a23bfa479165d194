package posixwait.bench;

import java.util.Map;
import posixwait.spi.SystemCalls;

/** When {@code n} programs die at one instant, how long is it from there to each status in hand? */
final class StormTrial {
    private final SystemCalls calls;
    private final Watching watching;
    private final Ends ends;

    StormTrial(SystemCalls calls, Watching watching, Ends ends) {
        this.calls = calls;
        this.watching = watching;
        this.ends = ends;
    }

    /**
     * Measures one storm.
     *
     * @param n its children
     * @param warmups how many storms come before and do not count
     * @param warmupChildren their children
     */
    Readings measure(int n, int warmups, int warmupChildren) {
        for (int i = 0; i < warmups; i++) {
            storm(warmupChildren);
        }
        return Readings.of(Map.of(Readings.LATENCY, storm(n)));
    }

    private double[] storm(int n) {
        ends.expect(n);
        try (Crowd crowd = Crowd.of(calls, watching, Crowd.make(watching, n))) {
            for (int pid : crowd.pids()) {
                watching.watch(pid);
            }
            Release release = crowd.release();
            release.fire();
            return since(release, ends.await());
        }
    }

    /** {@return how long after the release each end was told} */
    static double[] since(Release release, long[] at) {
        double[] latencies = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            latencies[i] = at[i] - release.instant();
        }
        return latencies;
    }
}
