package posixwait.cli.choose;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import posixwait.cli.bench.BenchResult;
import posixwait.cli.bench.Figures;

/**
 * How a subject did by a criterion: the geometric mean of its figures, each as a multiple of C's.
 *
 * @param mean the mean; a multiple of C, or where C was not measured in {@code unit}
 * @param unit the unit where C was not measured; {@code null} if the mean is a multiple
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Score(double mean, @Nullable String unit) {

    /** The score of a subject's figures, or empty if there is none. */
    static Optional<Score> of(List<BenchResult> all, List<BenchResult> own, Criterion criterion) {
        List<Double> figures = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (BenchResult result : own) {
            criterion.figure(result).ifPresent(figure -> {
                figures.add(figure);
                floorOf(all, result, criterion).ifPresent(floor -> ratios.add(figure / floor));
            });
        }
        if (figures.isEmpty()) {
            return Optional.empty();
        }
        boolean floored = ratios.size() == figures.size();
        double logs =
                (floored ? ratios : figures).stream().mapToDouble(Math::log).sum();
        return Optional.of(new Score(
                Math.exp(logs / figures.size()), floored ? null : own.get(0).unit()));
    }

    /** {@return such as {@code 1.32x C}} */
    public String inWords() {
        return unit == null ? Figures.ratio(mean) + " C" : Figures.withUnit(mean, unit);
    }

    /** C has no JDK: a figure of it holds for all of a run. */
    private static Optional<Double> floorOf(List<BenchResult> all, BenchResult of, Criterion criterion) {
        return all.stream()
                .filter(result -> result.subject().equals(BenchResult.FLOOR)
                        && result.question().equals(of.question())
                        && result.params().equals(of.params()))
                .flatMap(result -> criterion.figure(result).stream())
                .findFirst();
    }
}
