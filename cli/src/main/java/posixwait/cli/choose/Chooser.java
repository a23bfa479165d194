package posixwait.cli.choose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.check.CheckFile;
import posixwait.cli.choose.Choice.Kind;

/**
 * Chooses a backend: what does not conform is out; then the tail of a fork storm decides, then the cost of a call. A
 * difference that is within the error of the figures decides nothing.
 */
public final class Chooser {
    private Chooser() {}

    /**
     * Chooses.
     *
     * @param check the conformance
     * @param bench the figures; {@code null} if there are none
     * @return the choice
     */
    public static Choice choose(CheckFile check, @Nullable BenchFile bench) {
        List<Candidate> found = check.runs().stream()
                .map(run -> Candidate.of(run, bench == null ? List.of() : bench.results()))
                .toList();
        List<Candidate> all = found.stream().sorted(order()).toList();
        // In the order of the check, which is that of preference: it decides where figures do not.
        List<Candidate> conforming = found.stream().filter(Candidate::conforms).toList();
        if (conforming.isEmpty()) {
            return new Choice(Kind.NONE, null, failures(all), List.of(), List.of(), all);
        }
        List<Candidate> measured =
                conforming.stream().filter(Candidate::measured).toList();
        List<Candidate> best = leaders(leaders(measured, Candidate::storm), Candidate::call);
        Candidate recommended = best.isEmpty() ? conforming.get(0) : best.get(0);
        Kind kind = kind(conforming, measured, best);
        Reasons reasons = new Reasons(kind, recommended, all, best, check);
        return new Choice(kind, recommended, reasons.because(), Flags.of(recommended), reasons.unless(), all);
    }

    private static Kind kind(List<Candidate> conforming, List<Candidate> measured, List<Candidate> best) {
        if (conforming.stream().map(Candidate::backend).distinct().count() == 1) {
            return Kind.ONLY_ONE;
        }
        if (measured.stream().map(Candidate::backend).distinct().count() < 2) {
            return Kind.UNMEASURED;
        }
        return best.size() > 1 ? Kind.TIE : Kind.CLEAR;
    }

    /** Those that are as good as the best, as far as can be told; all of them if nothing was measured. */
    private static List<Candidate> leaders(List<Candidate> candidates, Function<Candidate, @Nullable Score> criterion) {
        List<Candidate> scored = candidates.stream()
                .filter(candidate -> criterion.apply(candidate) != null)
                .toList();
        if (scored.isEmpty()) {
            return candidates;
        }
        Score best = scored.stream()
                .map(candidate -> Objects.requireNonNull(criterion.apply(candidate)))
                .min(Comparator.comparingDouble(Score::mean))
                .orElseThrow();
        return scored.stream()
                .filter(candidate -> best.ties(Objects.requireNonNull(criterion.apply(candidate))))
                .toList();
    }

    /** The order of a table: conforming first, then the better figures, then as the check had them: newest JDK first. */
    private static Comparator<Candidate> order() {
        return Comparator.comparing(Candidate::conforms)
                .reversed()
                .thenComparingDouble(candidate -> mean(candidate.storm()))
                .thenComparingDouble(candidate -> mean(candidate.call()));
    }

    private static double mean(@Nullable Score score) {
        return score == null ? Double.MAX_VALUE : score.mean();
    }

    private static List<String> failures(List<Candidate> all) {
        List<String> failures = new ArrayList<>();
        all.forEach(candidate -> failures.add(candidate.name() + " does not conform: " + candidate.totals()));
        return failures;
    }
}
