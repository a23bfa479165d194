package posixwait.cli.merge;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import posixwait.cli.bench.BenchResult;
import posixwait.cli.bench.Figures;

/**
 * A figure in all runs, each time as a multiple of that of C in the same run. Times of different hosts are not compared.
 *
 * @param question what it answers
 * @param title the question in words
 * @param params what was varied
 * @param subject what was measured
 * @param cells the multiples, by the label of the run; a run that does not have one is not there
 */
@JsonPropertyOrder({"question", "title", "params", "subject", "cells"})
public record Figure(
        String question,
        @Nullable String title,
        Map<String, Object> params,
        String subject,
        Map<String, ToFloor> cells) {

    /**
     * A multiple of C.
     *
     * @param ratio the multiple
     * @param low the least that it may be; {@code null} if the run does not say how far its figures may be off
     * @param high the most
     */
    @JsonPropertyOrder({"ratio", "low", "high"})
    public record ToFloor(
            double ratio, @Nullable Double low, @Nullable Double high) {
        /**
         * {@return the multiple that a result has; {@code null} if it has none}
         *
         * <p>Where rounds are interleaved the result has the interval. Elsewhere it follows from the errors of both figures,
         * each taken at its worst: nothing is known of how they depend on each other.
         *
         * @param result the result
         * @param floor that of C; {@code null} if there is none
         */
        static @Nullable ToFloor of(BenchResult result, @Nullable BenchResult floor) {
            for (BenchResult.Ratio ratio : result.ratios()) {
                if (ratio.to().equals(BenchResult.FLOOR)) {
                    return new ToFloor(ratio.value(), ratio.low(), ratio.high());
                }
            }
            Double ratio = result.ratioToFloor();
            if (ratio == null) {
                return null;
            }
            Double own = relativeError(result);
            Double ofFloor = floor == null ? null : relativeError(floor);
            if (own == null || ofFloor == null || own >= 1 || ofFloor >= 1) {
                return new ToFloor(ratio, null, null);
            }
            return new ToFloor(ratio, ratio * (1 - own) / (1 + ofFloor), ratio * (1 + own) / (1 - ofFloor));
        }

        /** {@return the multiple with its interval: {@code 1.21x (1.15 to 1.28)}} */
        String inWords() {
            String words = Figures.ratio(ratio);
            return low == null || high == null
                    ? words
                    : words + " (" + Figures.digits(low) + " to " + Figures.digits(high) + ")";
        }

        private static @Nullable Double relativeError(BenchResult result) {
            Double value = result.value();
            Double error = result.error();
            return value == null || error == null || value <= 0 || error < 0 ? null : error / value;
        }
    }
}
