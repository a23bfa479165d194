package posixwait.cli.check;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import posixwait.cli.io.Exit;
import posixwait.conformance.host.HostFacts;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.Catalogue;
import posixwait.conformance.run.ExpectationAccount;
import posixwait.conformance.run.Repetition;
import posixwait.conformance.run.RequirementInfo;
import posixwait.conformance.run.RequirementResult;

/**
 * The result of {@code check}, as it stands in JSON.
 *
 * @param kit the conformance kit
 * @param host the host
 * @param runs a run for each backend and JDK
 * @param notRun what could not be run, and why
 * @param shuffle the seed of the random order; {@code null} if the order was the usual one
 * @param repetition how repeated runs differed; {@code null} if they were made once
 * @param expectations what became of the expected failures; {@code null} if no file of them was given
 */
@JsonPropertyOrder({"kit", "host", "shuffle", "repetition", "expectations", "runs", "notRun"})
public record CheckFile(
        Kit kit,
        HostFacts host,
        List<BackendRun> runs,
        List<NotRun> notRun,
        @Nullable Long shuffle,
        @Nullable Repetition repetition,
        @Nullable ExpectationAccount expectations) {
    /**
     * The conformance kit.
     *
     * @param version its version
     */
    public record Kit(String version) {}

    /** Rejects what is not complete: it comes from files. */
    public CheckFile {
        Objects.requireNonNull(kit, "kit");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(runs, "runs");
        for (BackendRun run : runs) {
            Objects.requireNonNull(run.backend(), "backend");
            Objects.requireNonNull(run.binding(), "binding");
            Objects.requireNonNull(run.jdk(), "jdk");
            for (RequirementResult result : run.requirements()) {
                Objects.requireNonNull(result.outcome(), "outcome");
                Objects.requireNonNull(result.id(), "id");
                Objects.requireNonNull(result.level(), "level");
                Objects.requireNonNull(result.title(), "title");
                Objects.requireNonNull(result.rule(), "rule");
            }
        }
        notRun = notRun == null ? List.of() : notRun;
    }

    /** A result of runs that were made once, as usual, with nothing expected to fail. */
    public CheckFile(Kit kit, HostFacts host, List<BackendRun> runs, List<NotRun> notRun) {
        this(kit, host, runs, notRun, null, null, null);
    }

    /**
     * {@return how many of the kit's requirements were checked, such as {@code 9 of 529 requirements}; empty if all were, or
     * if it is another version of the kit, whose number nobody here knows}
     */
    public Optional<String> partly() {
        Set<String> all = Catalogue.all().stream().map(RequirementInfo::id).collect(Collectors.toSet());
        long checked = runs.stream()
                .mapToLong(run -> run.requirements().stream()
                        .map(RequirementResult::id)
                        .filter(all::contains)
                        .count())
                .min()
                .orElse(all.size());
        return kit.version().equals(Catalogue.version()) && checked < all.size()
                ? Optional.of(checked + " of " + all.size() + " requirements")
                : Optional.empty();
    }

    /** {@return how many backends were checked, or could not be} */
    public long backends() {
        return Stream.concat(
                        runs.stream().map(BackendRun::backend), notRun.stream().map(NotRun::backend))
                .distinct()
                .count();
    }

    /** {@return the requirements whose outcome was not the same each time, though it should have been} */
    public List<Repetition.Differing> unstable() {
        return repetition == null
                ? List.of()
                : repetition.differing().stream()
                        .filter(each -> !each.conforms())
                        .toList();
    }

    /** {@return what is wrong with the expectations; none may be left for the gate to open} */
    public List<String> expectationFaults() {
        return expectations == null ? List.of() : expectations.faults();
    }

    /** {@return the exit code that the result calls for} */
    public int exitCode() {
        if (runs.stream().anyMatch(run -> !run.conforms())
                || !unstable().isEmpty()
                || !expectationFaults().isEmpty()) {
            return Exit.DOES_NOT_CONFORM;
        }
        return runs.isEmpty() || notRun.stream().anyMatch(NotRun::wanted) ? Exit.HOST : Exit.CONFORMS;
    }
}
