package posixwait.cli.regression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one run differs from the next by beyond the noise that each knows of: a JVM that was compiled or laid out otherwise,
 * a host in another mood.
 *
 * <p>It is estimated from the rows that got better: nothing gets faster by a regression, so what is better is chance, and
 * chance makes as much worse. Real improvements make the estimate greater, and the gate slower to fire. Where no row got
 * better there is no estimate: either there are few rows, or all of them are slower.
 */
final class RunToRun {
    private static final double LEAST = 0.001;
    private static final double MOST = 1;
    private static final double STEP = 1.05;

    private RunToRun() {}

    /**
     * One row's change.
     *
     * @param change the logarithm of the ratio now, less that of the baseline's
     * @param noise what both runs know of
     */
    record Observed(double change, Noise noise) {}

    /** {@return the likeliest noise of a change that is common to all rows; {@code null} if there is no sign of any} */
    static @Nullable Noise of(List<Observed> rows) {
        List<Observed> better = rows.stream().filter(row -> row.change() < 0).toList();
        double best = 0;
        double likelihood = logLikelihood(better, 0);
        for (double error = LEAST; error <= MOST; error *= STEP) {
            double candidate = logLikelihood(better, error * error);
            if (candidate > likelihood) {
                likelihood = candidate;
                best = error;
            }
        }
        return best == 0 ? null : new Noise(best * best, better.size());
    }

    /** That of normal changes of which only the better half is looked at, but for constants. */
    private static double logLikelihood(List<Observed> better, double variance) {
        double sum = 0;
        for (Observed row : better) {
            double all = row.noise().variance() + variance;
            sum -= (Math.log(all) + row.change() * row.change() / all) / 2;
        }
        return sum;
    }
}
