package posixwait.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The latencies of several rounds, taken together.
 *
 * <p>Percentiles are those of all latencies, each counted once, to three digits; the maximum is exact.
 */
final class Distribution {
    private static final int DIGITS = 3;

    private final Histogram histogram = new Histogram(DIGITS);
    private long max;

    /**
     * Merges rounds.
     *
     * @param rounds the nanoseconds of each; one or more, not all of them empty
     */
    Distribution(List<double[]> rounds) {
        for (double[] round : rounds) {
            for (double each : round) {
                long latency = Math.round(each);
                histogram.recordValue(Math.max(0, latency));
                max = Math.max(max, latency);
            }
        }
        if (histogram.getTotalCount() == 0) {
            throw new IllegalArgumentException("no latency");
        }
    }

    /** {@return {@code p50}, {@code p90}, {@code p99}, {@code p99.9} and {@code max}, in nanoseconds} */
    Map<String, Double> percentiles() {
        Map<String, Double> percentiles = new LinkedHashMap<>();
        percentiles.put("p50", at(50));
        percentiles.put("p90", at(90));
        percentiles.put("p99", at(99));
        percentiles.put("p99.9", at(99.9));
        percentiles.put("max", (double) max);
        return percentiles;
    }

    private double at(double percentile) {
        return Math.min(max, histogram.getValueAtPercentile(percentile));
    }

    long count() {
        return histogram.getTotalCount();
    }
}
