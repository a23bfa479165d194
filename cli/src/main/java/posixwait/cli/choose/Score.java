package posixwait.cli.choose;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import posixwait.cli.bench.BenchResult;
import posixwait.cli.bench.Figures;

/**
 * How a subject did in some questions: the geometric mean of its figures, each as a multiple of C's.
 *
 * @param mean the mean; a multiple of C, or where C was not measured in {@code unit}
 * @param relativeError how far the mean may be off, as a part of it
 * @param unit the unit where C was not measured; {@code null} if the mean is a multiple
 * @param errorReported whether every figure came with its error; if not, {@value #ASSUMED_ERROR} of it is assumed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Score(
        double mean, double relativeError, @Nullable String unit, boolean errorReported) {
    private static final double ASSUMED_ERROR = 0.1;

    /** The tail of a storm. */
    static final Function<BenchResult, @Nullable Double> P99 =
            result -> result.percentiles().getOrDefault("p99", result.value());

    /** The figure itself. */
    static final Function<BenchResult, @Nullable Double> VALUE = BenchResult::value;

    /** The score of a subject, or empty if nothing of it was measured. */
    static Optional<Score> of(
            List<BenchResult> results,
            Set<String> questions,
            String subject,
            Function<BenchResult, @Nullable Double> figure) {
        List<BenchResult> own = results.stream()
                .filter(result -> questions.contains(result.question())
                        && result.subject().equals(subject))
                .filter(result -> positive(figure.apply(result)))
                .toList();
        if (own.isEmpty()) {
            return Optional.empty();
        }
        List<Double> ratios = new ArrayList<>();
        for (BenchResult result : own) {
            floorOf(results, result, figure).ifPresent(floor -> ratios.add(number(figure.apply(result)) / floor));
        }
        boolean floored = ratios.size() == own.size();
        List<Double> figures =
                floored ? ratios : own.stream().map(figure).map(Score::number).toList();
        double logs = figures.stream().mapToDouble(Math::log).sum();
        double squares = own.stream()
                .mapToDouble(result -> relativeError(result) * relativeError(result))
                .sum();
        return Optional.of(new Score(
                Math.exp(logs / figures.size()),
                Math.sqrt(squares) / own.size(),
                floored ? null : own.get(0).unit(),
                own.stream().allMatch(result -> result.error() != null)));
    }

    /** {@return whether the difference is within what both may be off} */
    boolean ties(Score other) {
        return Math.abs(mean - other.mean) <= mean * relativeError + other.mean * other.relativeError;
    }

    /** {@return such as {@code 1.32x C +-4%}} */
    public String inWords() {
        String size = unit == null ? Figures.ratio(mean) + " C" : Figures.withUnit(mean, unit);
        return size + " +-" + Math.round(relativeError * 100) + "%" + (errorReported ? "" : " (assumed)");
    }

    private static Optional<Double> floorOf(
            List<BenchResult> results, BenchResult of, Function<BenchResult, @Nullable Double> figure) {
        return results.stream()
                .filter(result -> result.subject().equals(BenchResult.FLOOR)
                        && result.question().equals(of.question())
                        && result.params().equals(of.params()))
                .map(figure)
                .filter(Score::positive)
                .map(Score::number)
                .findFirst();
    }

    private static double relativeError(BenchResult result) {
        return result.error() == null || !positive(result.value())
                ? ASSUMED_ERROR
                : result.error() / number(result.value());
    }

    private static boolean positive(@Nullable Double value) {
        return value != null && value > 0;
    }

    private static double number(@Nullable Double value) {
        return value == null ? 0 : value;
    }
}
