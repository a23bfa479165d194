package posixwait.cli.regression;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/** Quantiles and tails of the distributions that noise is taken to have. */
public final class Student {
    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    private Student() {}

    /**
     * {@return the value below which Student's t is with this probability}
     *
     * @param probability between 0 and 1
     * @param degrees degrees of freedom, more than 0
     */
    public static double quantile(double probability, double degrees) {
        return t(degrees).inverseCumulativeProbability(probability);
    }

    /** {@return the probability that Student's t is greater than a value} */
    static double above(double value, double degrees) {
        return t(degrees).cumulativeProbability(-value);
    }

    /**
     * {@return the width, in standard deviations, that is to be expected between the least and the greatest of some values}
     *
     * <p>Blom's approximation for the greatest of {@code count} normal values, twice.
     *
     * @param count two or more
     */
    static double range(long count) {
        return 2 * NORMAL.inverseCumulativeProbability((count - 0.375) / (count + 0.25));
    }

    private static TDistribution t(double degrees) {
        // Nothing is drawn from it, so it needs no generator.
        return new TDistribution(null, degrees);
    }
}
