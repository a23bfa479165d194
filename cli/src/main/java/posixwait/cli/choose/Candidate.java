package posixwait.cli.choose;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import posixwait.cli.bench.BenchResult;
import posixwait.cli.check.Totals;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.RequirementResult;

/**
 * A backend on a JDK, with what speaks for it.
 *
 * @param backend the backend
 * @param binding how it binds C symbols
 * @param jdk the version of the JDK
 * @param conforms whether it conforms
 * @param totals its totals in words
 * @param bad the IDs of the requirements that keep it from conforming
 * @param scores how it did by the criteria of the workload, as far as that was measured on this JDK
 */
public record Candidate(
        String backend,
        String binding,
        String jdk,
        boolean conforms,
        String totals,
        List<String> bad,
        Map<Criterion, Score> scores) {

    static Candidate of(BackendRun run, List<BenchResult> results, Workload workload) {
        Candidate bare = new Candidate(
                run.backend(),
                run.binding(),
                run.jdk(),
                run.conforms(),
                Totals.inWords(run),
                Totals.bad(run).stream().map(RequirementResult::id).toList(),
                Map.of());
        Map<Criterion, Score> scores = new EnumMap<>(Criterion.class);
        workload.criteria()
                .forEach(criterion -> Score.of(results, bare.figures(results, criterion), criterion)
                        .ifPresent(score -> scores.put(criterion, score)));
        return new Candidate(bare.backend, bare.binding, bare.jdk, bare.conforms, bare.totals, bare.bad, scores);
    }

    /** {@return what it is called in figures} */
    String subject() {
        return binding.isEmpty() ? backend : binding;
    }

    /** {@return its figures by a criterion; what was measured on another JDK says nothing about this one} */
    List<BenchResult> figures(List<BenchResult> results, Criterion criterion) {
        return results.stream()
                .filter(criterion.shows())
                .filter(result -> result.subject().equals(subject()) && feature(result.jdk()) == feature())
                .toList();
    }

    /** {@return the first number of its JDK's version} */
    int feature() {
        return feature(jdk);
    }

    private static int feature(String version) {
        try {
            return Runtime.Version.parse(version).feature();
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    /** {@return such as {@code ffm on Java 25.0.3}} */
    public String name() {
        return backend + " on Java " + jdk;
    }
}
