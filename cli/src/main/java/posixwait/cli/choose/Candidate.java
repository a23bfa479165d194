package posixwait.cli.choose;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import posixwait.cli.bench.BenchResult;
import posixwait.cli.check.Totals;
import posixwait.conformance.run.BackendRun;

/**
 * A backend on a JDK, with what speaks for it.
 *
 * @param backend the backend
 * @param binding how it binds C symbols
 * @param jdk the version of the JDK
 * @param conforms whether it conforms
 * @param totals its totals in words
 * @param storm how it did in fork storms, by the 99th percentile; {@code null} if that was not measured on this JDK
 * @param call what one call that finds nothing costs; {@code null} if that was not measured on this JDK
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Candidate(
        String backend,
        String binding,
        String jdk,
        boolean conforms,
        String totals,
        @Nullable Score storm,
        @Nullable Score call) {
    private static final Set<String> STORM = Set.of("reaper-storm");
    private static final Set<String> CALL = Set.of("call-echild", "call-wnohang");

    static Candidate of(BackendRun run, List<BenchResult> results) {
        // What was measured on another JDK says nothing about this one.
        List<BenchResult> same = results.stream()
                .filter(result -> feature(result.jdk()) == feature(run.jdk()))
                .toList();
        String subject = run.binding().isEmpty() ? run.backend() : run.binding();
        return new Candidate(
                run.backend(),
                run.binding(),
                run.jdk(),
                run.conforms(),
                Totals.inWords(run),
                Score.of(same, STORM, subject, Score.P99).orElse(null),
                Score.of(same, CALL, subject, Score.VALUE).orElse(null));
    }

    /** {@return whether a storm or a call was measured} */
    boolean measured() {
        return storm != null || call != null;
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
