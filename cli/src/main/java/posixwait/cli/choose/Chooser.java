package posixwait.cli.choose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.bench.BenchResult;
import posixwait.cli.check.CheckFile;
import posixwait.cli.choose.Choice.Kind;
import posixwait.conformance.run.BackendRun;

/**
 * Chooses a backend: what does not conform, or does not run on the JDK that is wanted, is out; then the figures decide that
 * matter for the workload. A difference that is within the error of the figures decides nothing.
 */
public final class Chooser {
    private final CheckFile check;
    private final @Nullable BenchFile bench;
    private final List<BenchResult> results;
    private final Workload workload;
    private final @Nullable String jdk;

    private Chooser(CheckFile check, @Nullable BenchFile bench, Workload workload, @Nullable String jdk) {
        this.check = check;
        this.bench = bench;
        this.results = bench == null ? List.of() : bench.results();
        this.workload = workload;
        this.jdk = jdk;
    }

    /**
     * Chooses for a fork storm, on any JDK.
     *
     * @param check the conformance
     * @param bench the figures; {@code null} if there are none
     * @return the choice
     */
    public static Choice choose(CheckFile check, @Nullable BenchFile bench) {
        return choose(check, bench, Workload.STORM, null);
    }

    /**
     * Chooses.
     *
     * @param check the conformance
     * @param bench the figures; {@code null} if there are none
     * @param workload what the backend is to be used for
     * @param jdk the version of the JDK it must run on, or the beginning of that; {@code null} for any
     * @return the choice
     */
    public static Choice choose(CheckFile check, @Nullable BenchFile bench, Workload workload, @Nullable String jdk) {
        Chooser chooser = new Chooser(check, bench, workload, jdk);
        Decision decision = chooser.decide();
        Reasons reasons = new Reasons(check, bench, decision);
        return new Choice(
                workload,
                jdk,
                decision.kind(),
                decision.recommended(),
                decision.margin(),
                reasons.because(),
                decision.recommended() == null ? List.of() : Flags.of(decision.recommended()),
                reasons.unless(chooser.elsewhere(decision)),
                decision.candidates());
    }

    /**
     * What was decided, without the words.
     *
     * @param workload what for
     * @param kind how clear it is
     * @param recommended the backend on its JDK; {@code null} if none conforms
     * @param margin over the best other backend that conforms; {@code null} if that was not measured
     * @param candidates all, those that conform first
     * @param faster those that do not conform and would be clearly better if they did
     */
    record Decision(
            Workload workload,
            Kind kind,
            @Nullable Candidate recommended,
            @Nullable Margin margin,
            List<Candidate> candidates,
            List<Candidate> faster) {}

    /** {@return whether a run is of a JDK that a version or the beginning of one names} */
    public static boolean isOf(BackendRun run, @Nullable String version) {
        return version == null || run.jdk().equals(version) || run.jdk().startsWith(version + ".");
    }

    private Decision decide() {
        // In the order of the check, which is that of preference: it decides where figures do not.
        List<Candidate> found = check.runs().stream()
                .filter(run -> isOf(run, jdk))
                .map(run -> Candidate.of(run, results, workload))
                .toList();
        List<Candidate> all = found.stream()
                .sorted(Comparator.comparing(Candidate::conforms).reversed())
                .toList();
        List<Candidate> conforming = found.stream().filter(Candidate::conforms).toList();
        if (conforming.isEmpty()) {
            return new Decision(workload, Kind.NONE, null, null, all, List.of());
        }
        List<Candidate> measured = conforming.stream()
                .filter(candidate -> !candidate.scores().isEmpty())
                .toList();
        Candidate recommended = measured.isEmpty() ? conforming.get(0) : best(measured);
        Margin margin = measured.stream()
                .filter(candidate -> !candidate.backend().equals(recommended.backend()))
                .flatMap(other -> Margin.of(workload, results, recommended, other).stream())
                // The best other one: the one it is least ahead of.
                .max(Comparator.comparingDouble(Margin::log))
                .orElse(null);
        List<Candidate> faster = found.stream()
                .filter(candidate -> !candidate.conforms())
                .filter(candidate -> Margin.of(workload, results, candidate, recommended)
                        .filter(better -> better.log() < 0 && !better.isTie())
                        .isPresent())
                .toList();
        return new Decision(workload, kind(conforming, margin), recommended, margin, all, faster);
    }

    private Kind kind(List<Candidate> conforming, @Nullable Margin margin) {
        if (check.partly().isPresent()) {
            return Kind.PARTLY_CHECKED;
        }
        if (conforming.stream().map(Candidate::backend).distinct().count() == 1) {
            return check.backends() == 1 ? Kind.ONLY_CHECKED : Kind.ONLY_ONE;
        }
        if (margin == null) {
            return Kind.UNMEASURED;
        }
        return margin.isTie() ? Kind.TIE : Kind.CLEAR;
    }

    /** The best; of those that are as good as far as can be told the one that is preferred. */
    private Candidate best(List<Candidate> measured) {
        Candidate best = measured.get(0);
        for (Candidate candidate : measured) {
            Optional<Margin> margin = Margin.of(workload, results, candidate, best);
            if (margin.isPresent() && margin.get().log() < 0) {
                best = candidate;
            }
        }
        for (Candidate candidate : measured) {
            Optional<Margin> margin = Margin.of(workload, results, candidate, best);
            if (margin.isPresent() && margin.get().isTie()) {
                return candidate;
            }
        }
        return best;
    }

    /** What would be decided for other workloads and on other JDKs, where that is clear and another backend. */
    private List<String> elsewhere(Decision here) {
        List<String> elsewhere = new ArrayList<>();
        for (Workload other : Workload.values()) {
            if (other != workload) {
                Decision there = new Chooser(check, bench, other, jdk).decide();
                if (there.kind() == Kind.CLEAR && differs(here, there)) {
                    elsewhere.add("--workload " + other.words() + ": " + name(there));
                }
            }
        }
        if (jdk == null) {
            check.runs().stream().map(run -> run.jdk()).distinct().forEach(version -> {
                Decision there = new Chooser(check, bench, workload, version).decide();
                if (there.recommended() != null && differs(here, there)) {
                    elsewhere.add("--jdk " + version + ": " + name(there));
                }
            });
        }
        return elsewhere;
    }

    private static boolean differs(Decision here, Decision there) {
        return !backend(here).equals(backend(there));
    }

    private static String backend(Decision decision) {
        return decision.recommended() == null ? "" : decision.recommended().backend();
    }

    private static String name(Decision decision) {
        return decision.recommended() == null ? "none" : decision.recommended().backend();
    }
}
