package posixwait.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Arithmetic on what was measured. */
final class Figures {
    /** Below this, JMH's own allocations around the loop are all that is seen of an operation's. */
    private static final double NO_BYTES = 0.5;

    private Figures() {}

    /**
     * {@return the middle of the values}
     *
     * @param values one or more
     */
    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /**
     * {@return the least value that so many in a hundred are not above}
     *
     * @param values one or more
     * @param percentile above 0, 100 at the most
     */
    static double percentile(double[] values, double percentile) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(percentile / 100 * sorted.length) - 1];
    }

    /** {@return half the width between the least and the greatest; {@code null} of one value} */
    static @Nullable Double spread(List<Double> values) {
        if (values.size() < 2) {
            return null;
        }
        List<Double> sorted = values.stream().sorted().toList();
        return (sorted.get(sorted.size() - 1) - sorted.get(0)) / 2;
    }

    /** {@return {@code value} as a multiple of the floor; {@code null} where there is no floor} */
    static @Nullable Double ratio(double value, @Nullable Double floor) {
        return floor == null || floor <= 0 ? null : value / floor;
    }

    /** {@return bytes of one operation to a tenth; 0 where what is there belongs to the harness} */
    static @Nullable Double bytes(@Nullable Double measured) {
        if (measured == null || measured.isNaN()) {
            return null;
        }
        return Math.abs(measured) < NO_BYTES ? 0.0 : Math.round(measured * 10) / 10.0;
    }

    /** {@return a time in words} */
    static String withUnit(double nanos) {
        if (nanos < 1e4) {
            return String.format(Locale.ROOT, "%.0f ns", nanos);
        }
        return nanos < 1e7
                ? String.format(Locale.ROOT, "%.0f us", nanos / 1e3)
                : String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }
}
