package posixwait.cli.choose;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import posixwait.cli.bench.BenchResult;

/**
 * By how much one candidate is better than another, by the criteria of a workload that were measured of both: the weighted mean
 * of the logarithms of their ratios.
 *
 * <p>Figures are compared pair by pair, each with that of the same question and parameters in the same run, so what C needs for
 * it cancels out. Where a run gives the ratio of the two with its interval, from interleaved rounds, that is taken.
 *
 * @param over the other, in words
 * @param log the logarithm of the ratio; below 0 the first is better
 * @param error how far it may be off
 * @param parts the criteria, the heaviest first
 */
record Margin(
        String over,
        @JsonProperty("logRatio") double log,
        @JsonProperty("logError") double error,
        List<Part> parts) {
    /** Of a time that comes without an error or rounds enough for one: a lone round of a storm may well be off by half. */
    private static final double ASSUMED_ERROR = 0.5;

    /** Of what is counted: bytes, threads. */
    private static final double ASSUMED_ERROR_OF_A_COUNT = 0.02;

    private static final double PERCENT = 100;

    /**
     * One criterion.
     *
     * @param criterion the criterion
     * @param weight its part of the whole, from 0 to 1
     * @param log as of the margin
     * @param error as of the margin
     */
    record Part(
            Criterion criterion,
            double weight,
            @JsonProperty("logRatio") double log,
            @JsonProperty("logError") double error) {}

    /** The margin of one over another; empty if no figure of a criterion was measured of both. */
    static Optional<Margin> of(Workload workload, List<BenchResult> results, Candidate one, Candidate other) {
        List<Part> parts = new ArrayList<>();
        workload.weights().entrySet().stream()
                .sorted(Map.Entry.<Criterion, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(each -> part(each.getKey(), each.getValue(), results, one, other)
                        .ifPresent(parts::add));
        double weights = parts.stream().mapToDouble(Part::weight).sum();
        if (weights == 0) {
            return Optional.empty();
        }
        double log = 0;
        double squares = 0;
        List<Part> shares = new ArrayList<>();
        for (Part part : parts) {
            double share = part.weight / weights;
            log += share * part.log;
            squares += share * share * part.error * part.error;
            shares.add(new Part(part.criterion, share, part.log, part.error));
        }
        return Optional.of(new Margin(other.name(), log, Math.sqrt(squares), List.copyOf(shares)));
    }

    private static Optional<Part> part(
            Criterion criterion, int weight, List<BenchResult> results, Candidate one, Candidate other) {
        Sum told = new Sum();
        Sum assumed = new Sum();
        List<BenchResult> others = other.figures(results, criterion);
        for (BenchResult own : one.figures(results, criterion)) {
            for (BenchResult theirs : others) {
                Optional<Double> figure = criterion.figure(own);
                Optional<Double> against = criterion.figure(theirs);
                if (own.question().equals(theirs.question())
                        && own.params().equals(theirs.params())
                        && figure.isPresent()
                        && against.isPresent()) {
                    BenchResult.Ratio given = interleaved(own, theirs);
                    double error = given == null
                            ? Math.hypot(relativeError(own), relativeError(theirs))
                            : halfWidth(given, own, theirs);
                    // The ratio is that of the values; what else was taken in the same rounds is as far off.
                    double log = Math.log(
                            given != null && figure.get().equals(own.value())
                                    ? given.value()
                                    : figure.get() / against.get());
                    (isTold(given, own, theirs) ? told : assumed).add(log, error);
                }
            }
        }
        // What a lone round says, and nobody knows how well, is not to blur what others are known to say.
        return (told.count > 0 ? told : assumed).part(criterion, weight);
    }

    /** Ratios of the figures of one criterion. */
    private static final class Sum {
        private double logs;
        private double squares;
        private int count;

        void add(double log, double error) {
            logs += log;
            squares += error * error;
            count++;
        }

        /** {@return their mean; empty if there are none} */
        Optional<Part> part(Criterion criterion, int weight) {
            return count == 0
                    ? Optional.empty()
                    : Optional.of(new Part(criterion, weight, logs / count, Math.sqrt(squares) / count));
        }
    }

    /** {@return whether the run says how far a ratio may be off} */
    private static boolean isTold(BenchResult.@Nullable Ratio given, BenchResult own, BenchResult theirs) {
        return (given != null && given.low() != null && given.high() != null)
                || (own.error() != null && theirs.error() != null);
    }

    /** The ratio of two of one run and JDK, if the run gives it. */
    private static BenchResult.@Nullable Ratio interleaved(BenchResult own, BenchResult theirs) {
        return own.jdk().equals(theirs.jdk())
                ? own.ratios().stream()
                        .filter(ratio -> ratio.to().equals(theirs.subject()) && ratio.value() > 0)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private static double halfWidth(BenchResult.Ratio ratio, BenchResult own, BenchResult theirs) {
        Double low = ratio.low();
        Double high = ratio.high();
        // Too few rounds for an interval.
        return low == null || high == null || low <= 0 || high <= 0
                ? Math.hypot(relativeError(own), relativeError(theirs))
                : (Math.log(high) - Math.log(low)) / 2;
    }

    private static double relativeError(BenchResult result) {
        Double value = result.value();
        if (result.error() != null && value != null && value > 0) {
            return result.error() / value;
        }
        return result.unit().startsWith("n")
                        || result.unit().startsWith("m")
                        || result.unit().startsWith("u")
                ? ASSUMED_ERROR
                : ASSUMED_ERROR_OF_A_COUNT;
    }

    /** {@return whether the difference is within what the figures may be off} */
    boolean isTie() {
        return Math.abs(log) <= error;
    }

    /** {@return how much less the first needs, in percent of the other; below 0 if it needs more} */
    @JsonProperty
    double percentLess() {
        return (1 - Math.exp(log)) * PERCENT;
    }

    /** {@return how far that may be off, in percent} */
    @JsonProperty
    double noisePercent() {
        return Math.expm1(error) * PERCENT;
    }

    /**
     * {@return by how many percent the other's figures by the heaviest criterion would have to fall for it to draw level}
     */
    double percentToDrawLevel() {
        return (1 - Math.exp(log / parts.get(0).weight())) * PERCENT;
    }
}
