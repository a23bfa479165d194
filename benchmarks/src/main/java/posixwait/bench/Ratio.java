package posixwait.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.util.ListStatistics;

/**
 * A figure as a multiple of another one of the same run.
 *
 * @param to what it is compared with: a subject, or the same subject with another parameter
 * @param value the geometric mean of the ratios of the single rounds
 * @param low where the 95% interval of that mean begins; {@code null} of fewer than three rounds
 * @param high where it ends
 * @param rounds how many rounds it is the mean of: how wide an interval of 95% is depends on that
 */
record Ratio(
        String to,
        double value,
        @Nullable Double low,
        @Nullable Double high,
        int rounds) {
    /** Of fewer there is no interval. */
    static final int FEWEST_ROUNDS = 3;

    private static final double CONFIDENCE = 0.95;

    /**
     * Compares round by round, so that a host that gets slower in the course of a run is slower for both.
     *
     * <p>Student's interval, of the logarithms: half and double are equally far from one.
     *
     * @param to what the other is
     * @param values one or more, none of them 0
     * @param others as many, of the same rounds
     */
    static Ratio of(String to, List<Double> values, List<Double> others) {
        double[] logarithms = new double[values.size()];
        for (int i = 0; i < logarithms.length; i++) {
            logarithms[i] = Math.log(values.get(i) / others.get(i));
        }
        ListStatistics statistics = new ListStatistics(logarithms);
        double mean = statistics.getMean();
        double error = statistics.getMeanErrorAt(CONFIDENCE);
        return Double.isNaN(error)
                ? new Ratio(to, Math.exp(mean), null, null, logarithms.length)
                : new Ratio(to, Math.exp(mean), Math.exp(mean - error), Math.exp(mean + error), logarithms.length);
    }
}
