package posixwait.cli.regression;

import java.util.List;
import org.jspecify.annotations.Nullable;
import posixwait.cli.bench.BenchResult;

/**
 * How far a figure may be off by chance, on the scale of its logarithm.
 *
 * @param variance the square of the standard error; more than 0
 * @param degrees the degrees of freedom with which that is known; more than 0
 */
record Noise(double variance, double degrees) {
    /** JMH gives half the width of this interval of the mean. */
    private static final double JMH_CONFIDENCE = 0.999;

    /** An interval of a ratio has this. */
    private static final double RATIO_CONFIDENCE = 0.95;

    /** The variance of a median is that many times the variance of a mean: normal values, many of them. */
    private static final double OF_A_MEDIAN = Math.PI / 2;

    private static final int FEWEST = 2;
    private static final int FEWEST_ROUNDS = 3;

    /** {@return the noise of the sum or the difference of two logarithms; degrees after Welch and Satterthwaite} */
    Noise plus(Noise other) {
        double sum = variance + other.variance;
        return new Noise(
                sum, sum * sum / (variance * variance / degrees + other.variance * other.variance / other.degrees));
    }

    /** {@return the standard error} */
    double error() {
        return Math.sqrt(variance);
    }

    /**
     * {@return the noise, but no less than two equal series of its session differed by}
     *
     * @param noiseFloor how far a ratio was off one that should have been one: 0.02 is two percent; {@code null} if that was
     *     not measured
     */
    Noise atLeast(@Nullable Double noiseFloor) {
        if (noiseFloor == null) {
            return this;
        }
        double error = Math.log1p(noiseFloor);
        return new Noise(Math.max(variance, error * error), degrees);
    }

    /**
     * {@return the noise of a ratio to the floor; {@code null} if the result does not say enough to know it}
     *
     * @param result the result that has the ratio
     * @param floor that of C; {@code null} if there is none
     */
    static @Nullable Noise ofRatio(BenchResult result, @Nullable BenchResult floor) {
        List<BenchResult.Ratio> interleaved = toFloor(result);
        if (!interleaved.isEmpty()) {
            return ofRounds(interleaved.get(0));
        }
        Noise own = ofFigure(result);
        Noise others = floor == null ? null : ofFigure(floor);
        return own == null || others == null ? null : own.plus(others);
    }

    /** {@return the ratio of interleaved rounds to C; empty if the rounds were not interleaved} */
    static List<BenchResult.Ratio> toFloor(BenchResult result) {
        return result.ratios().stream()
                .filter(ratio -> ratio.to().equals(BenchResult.FLOOR))
                .toList();
    }

    private static @Nullable Noise ofRounds(BenchResult.Ratio ratio) {
        Double low = ratio.low();
        Double high = ratio.high();
        Integer rounds = ratio.rounds();
        if (low == null || high == null || rounds == null || rounds < FEWEST_ROUNDS || low <= 0 || high <= low) {
            return null;
        }
        double degrees = rounds - 1;
        double error = (Math.log(high) - Math.log(low)) / 2 / Student.quantile((1 + RATIO_CONFIDENCE) / 2, degrees);
        return new Noise(error * error, degrees);
    }

    private static @Nullable Noise ofFigure(BenchResult result) {
        Double value = result.value();
        Double error = result.error();
        Long count = result.samples();
        if (value == null || error == null || count == null || value <= 0 || error <= 0 || count < FEWEST) {
            return null;
        }
        double relative = error / value;
        if (!Row.of(result).isFloor()) {
            double degrees = count - 1.0;
            double mean = relative / Student.quantile((1 + JMH_CONFIDENCE) / 2, degrees);
            return new Noise(mean * mean * OF_A_MEDIAN, degrees);
        }
        // Of C the error is half the width from the least to the greatest. That tells half as much as all the values.
        double deviation = 2 * relative / Student.range(count);
        double degrees = (count - 1) / 2.0;
        return new Noise(deviation * deviation / count * OF_A_MEDIAN, degrees);
    }
}
