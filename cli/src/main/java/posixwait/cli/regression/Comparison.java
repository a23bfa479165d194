package posixwait.cli.regression;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.bench.BenchResult;

/**
 * The ratios to C of one result against those of an earlier one. Times are not compared.
 *
 * <p>A ratio's logarithm has the noise that its run measured, and no less than two equal series of its session differed
 * by; to that of both runs is added what
 * {@linkplain RunToRun one run differs from the next by}. The change of each row, in units of its noise, is held against
 * Student's t, one side: only worse counts. Many rows are compared, so their probabilities are adjusted together, after
 * Benjamini and Hochberg: if nothing changed, a run reports anything with a probability of one in a hundred.
 *
 * @param allowed how much worse a ratio may get: 0.1 is ten percent
 * @param changes the rows that were compared
 * @param left those that were not, by the reason; a reason without rows is not there
 * @param runToRun the standard error that was found between the runs, beyond what each of them knows of; 0 if none was found
 */
public record Comparison(double allowed, List<Change> changes, Map<Obstacle, List<Row>> left, double runToRun) {
    /** That of a report. */
    public static final double CONFIDENCE = 0.99;

    /**
     * A ratio with its noise.
     *
     * @param ratio {@code null} if there is none
     * @param noise {@code null} if it is not known
     */
    private record Measured(
            @Nullable Double ratio, @Nullable Noise noise) {}

    /** What became of a row of the baseline. */
    private sealed interface Matched permits Pair, Unmatched {}

    private record Unmatched(Obstacle obstacle) implements Matched {}

    /** A row that can be compared; the noise is that of both runs. */
    private record Pair(Row row, double baseline, double now, Noise noise) implements Matched {
        RunToRun.Observed observed() {
            return new RunToRun.Observed(Math.log(now / baseline), noise);
        }
    }

    /**
     * {@return the comparison}
     *
     * @param baseline the earlier result, with no row twice
     * @param now the result, with no row twice
     * @param allowed how much worse a ratio may get
     * @param asked the questions that the result was to answer; empty for all
     */
    public static Comparison of(BenchFile baseline, BenchFile now, double allowed, Set<String> asked) {
        Map<Row, Measured> before = measured(baseline);
        Map<Row, Measured> after = measured(now);
        Map<Obstacle, List<Row>> left = new EnumMap<>(Obstacle.class);
        List<Pair> pairs = new ArrayList<>();
        for (Row row : before.keySet()) {
            Matched matched = match(row, before, after, asked);
            if (matched instanceof Pair pair) {
                pairs.add(pair);
            } else if (matched instanceof Unmatched unmatched) {
                left.computeIfAbsent(unmatched.obstacle(), each -> new ArrayList<>())
                        .add(row);
            }
        }
        after.keySet().stream()
                .filter(row -> !before.containsKey(row))
                .forEach(row -> left.computeIfAbsent(Obstacle.NEW, each -> new ArrayList<>())
                        .add(row));
        Noise common = RunToRun.of(pairs.stream().map(Pair::observed).toList());
        return new Comparison(allowed, judged(pairs, common), left, common == null ? 0 : common.error());
    }

    /** {@return the rows that got worse by more than is allowed, and by more than noise explains; the worst first} */
    public List<Change> regressions() {
        return changes.stream()
                .filter(change -> change.isRegression(allowed))
                .sorted(Comparator.comparingDouble(Change::worse).reversed())
                .toList();
    }

    /** The rows of all subjects but C, which the others are compared with, and second series, which are there for noise. */
    private static Map<Row, Measured> measured(BenchFile file) {
        Map<Row, BenchResult> results = new LinkedHashMap<>();
        file.results().forEach(result -> results.put(Row.of(result), result));
        Map<Row, Measured> measured = new LinkedHashMap<>();
        results.forEach((row, result) -> {
            if (!row.isFloor() && !row.isSecondSeries()) {
                Noise noise = Noise.ofRatio(result, results.get(row.floor()));
                Double least = file.noiseFloor().get(row.question());
                measured.put(row, new Measured(ratio(result), noise == null ? null : noise.atLeast(least)));
            }
        });
        return measured;
    }

    private static @Nullable Double ratio(BenchResult result) {
        List<BenchResult.Ratio> interleaved = Noise.toFloor(result);
        Double ratio = interleaved.isEmpty()
                ? result.ratioToFloor()
                : Double.valueOf(interleaved.get(0).value());
        return ratio == null || ratio <= 0 ? null : ratio;
    }

    private static Matched match(Row row, Map<Row, Measured> before, Map<Row, Measured> after, Set<String> asked) {
        Measured baseline = before.get(row);
        Measured now = after.get(row);
        if (baseline == null || now == null) {
            boolean answered =
                    after.keySet().stream().anyMatch(other -> other.question().equals(row.question()));
            return new Unmatched(
                    asked.isEmpty() || asked.contains(row.question()) || answered ? Obstacle.GONE : Obstacle.NOT_ASKED);
        }
        Double ratio = baseline.ratio();
        Double ratioNow = now.ratio();
        if (ratio == null || ratioNow == null) {
            return new Unmatched(Obstacle.NO_FLOOR);
        }
        Noise noise = baseline.noise();
        Noise noiseNow = now.noise();
        return noise == null || noiseNow == null
                ? new Unmatched(Obstacle.NO_NOISE)
                : new Pair(row, ratio, ratioNow, noise.plus(noiseNow));
    }

    private static List<Change> judged(List<Pair> pairs, @Nullable Noise common) {
        List<Noise> noises = pairs.stream()
                .map(pair -> common == null ? pair.noise() : pair.noise().plus(common))
                .toList();
        double[] chances = new double[pairs.size()];
        for (int i = 0; i < chances.length; i++) {
            Noise noise = noises.get(i);
            chances[i] = Student.above(pairs.get(i).observed().change() / noise.error(), noise.degrees());
        }
        double[] adjusted = adjusted(chances);
        return IntStream.range(0, adjusted.length)
                .mapToObj(i -> new Change(
                        pairs.get(i).row(),
                        pairs.get(i).baseline(),
                        pairs.get(i).now(),
                        noises.get(i).error(),
                        1 - adjusted[i]))
                .toList();
    }

    /**
     * {@return the chances after Benjamini and Hochberg: of those up to a value, at most that share is false}
     *
     * @param chances for each row the probability of as much evidence by noise alone
     */
    static double[] adjusted(double[] chances) {
        int count = chances.length;
        int[] order = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> chances[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[count];
        double least = 1;
        for (int rank = count; rank > 0; rank--) {
            int row = order[rank - 1];
            least = Math.min(least, chances[row] * count / rank);
            adjusted[row] = least;
        }
        return adjusted;
    }
}
