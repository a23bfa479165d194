package posixwait.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The latencies of several storms, taken together.
 *
 * <p>Percentiles are those of all latencies, each counted once, to three digits; the maximum is exact.
 */
final class Distribution {
    private static final int DIGITS = 3;
    private static final double P99 = 99;

    private final Histogram histogram = new Histogram(DIGITS);
    private final List<Samples.Storm> storms;
    private long max;

    /**
     * Merges storms.
     *
     * @param storms one or more, none of them empty
     */
    Distribution(List<Samples.Storm> storms) {
        this.storms = List.copyOf(storms);
        for (Samples.Storm storm : storms) {
            for (long latency : storm.latencies()) {
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
        percentiles.put("p99", p99());
        percentiles.put("p99.9", at(99.9));
        percentiles.put("max", (double) max);
        return percentiles;
    }

    double p99() {
        return at(P99);
    }

    private double at(double percentile) {
        return Math.min(max, histogram.getValueAtPercentile(percentile));
    }

    /** {@return half the width between the least and the greatest 99th percentile of one storm; {@code null} of one} */
    @Nullable Double p99Spread() {
        if (storms.size() < 2) {
            return null;
        }
        double least = Double.POSITIVE_INFINITY;
        double greatest = 0;
        for (Samples.Storm storm : storms) {
            double p99 = new Distribution(List.of(storm)).p99();
            least = Math.min(least, p99);
            greatest = Math.max(greatest, p99);
        }
        return (greatest - least) / 2;
    }

    /** {@return nanoseconds from the release to the last status, divided by the children; once for each storm} */
    List<Double> drains() {
        return storms.stream()
                .map(storm -> java.util.Arrays.stream(storm.latencies()).max().orElseThrow()
                        / (double) storm.latencies().length)
                .toList();
    }

    long count() {
        return histogram.getTotalCount();
    }
}
