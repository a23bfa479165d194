package posixwait.bench;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The time of one status after the other, whoever waits for it. */
final class Service {
    private Service() {}

    /** {@return the nanoseconds from each status to the next, in the order they came; {@code null} of fewer than two} */
    static double @Nullable [] of(Readings readings) {
        double[] latencies = readings.values().get(Readings.LATENCY);
        if (latencies == null || latencies.length < 2) {
            return null;
        }
        // Threads that reap may tell in another order than that of their clocks.
        double[] sorted = latencies.clone();
        Arrays.sort(sorted);
        double[] between = new double[sorted.length - 1];
        for (int i = 0; i < between.length; i++) {
            between[i] = sorted[i + 1] - sorted[i];
        }
        return between;
    }

    /** {@return the middle of them} */
    static @Nullable Double middle(Readings readings) {
        double[] between = of(readings);
        return between == null
                ? null
                : Figures.median(Arrays.stream(between).boxed().toList());
    }
}
