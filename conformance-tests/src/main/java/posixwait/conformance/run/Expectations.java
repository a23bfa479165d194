package posixwait.conformance.run;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import posixwait.conformance.Level;

/**
 * The failures that are known.
 *
 * @param file the file they come from, as it was named
 * @param sha256 the SHA-256 of its content
 * @param all each of them
 */
public record Expectations(String file, String sha256, List<Expectation> all) {
    /** Copies the list. */
    public Expectations {
        all = List.copyOf(all);
    }

    /**
     * Runs compared with what was expected of them.
     *
     * @param runs with failures that were expected, and passes that were not, marked as such
     * @param account what became of the entries
     */
    public record Judged(List<BackendRun> runs, ExpectationAccount account) {}

    /** {@return whether one of them is the canary} */
    public boolean hasCanary() {
        return all.stream().anyMatch(each -> each.id().equals(Canary.ID));
    }

    /** {@return the runs with the row of the canary} */
    public static List<BackendRun> withCanary(List<BackendRun> runs) {
        return runs.stream().map(Canary::into).toList();
    }

    /**
     * Compares runs with what was expected of them.
     *
     * @param runs what became of each requirement, not yet compared; {@link #withCanary} if there is one
     * @param scope what the invocation was to cover
     * @param host the host
     * @param today the day of the runs
     * @return the runs, and an account of the entries
     */
    public Judged judge(List<BackendRun> runs, Scope scope, Circumstances host, LocalDate today) {
        Set<Expectation> applied = new HashSet<>();
        List<BackendRun> marked = runs.stream()
                .map(run -> run.with(run.requirements().stream()
                        .map(result -> mark(run, result, host, today, applied))
                        .toList()))
                .toList();
        return new Judged(marked, account(marked, scope, host, today, applied.size()));
    }

    private RequirementResult mark(
            BackendRun run, RequirementResult result, Circumstances host, LocalDate today, Set<Expectation> applied) {
        Optional<Expectation> expected = all.stream()
                .filter(each -> each.id().equals(result.id())
                        && each.concerns(host)
                        && each.concerns(run)
                        && !each.expiredOn(today))
                .findFirst();
        if (expected.isEmpty()) {
            return result;
        }
        String reason = expected.get().reason();
        if (result.outcome().isFailure()) {
            applied.add(expected.get());
            return result.with(Outcome.EXPECTED_FAILURE, reason + "\n" + result.detail());
        }
        // A hunt for a race that finds nothing does not say that there is none.
        return result.outcome() == Outcome.PASSED && result.level() != Level.STOCHASTIC
                ? result.with(
                        Outcome.UNEXPECTED_PASS,
                        name(expected.get()) + " expects it to fail (" + reason
                                + "), but it passed; drop the entry, or bind it to where it still fails")
                : result;
    }

    private ExpectationAccount account(
            List<BackendRun> runs, Scope scope, Circumstances host, LocalDate today, int applied) {
        List<String> faults = new ArrayList<>();
        int elsewhere = 0;
        for (Expectation entry : all) {
            boolean known = entry.id().equals(Canary.ID)
                    || !Catalogue.matching(List.of(entry.id())).isEmpty();
            if (!known) {
                faults.add(name(entry) + ": no requirement has this ID; correct it or drop the entry");
                continue;
            }
            if (entry.reason().equals(Expectation.NO_REASON)) {
                faults.add(
                        name(entry) + ": has no reason yet; replace \"" + Expectation.NO_REASON + "\" by why it fails");
            }
            if (entry.expiredOn(today)) {
                faults.add(name(entry) + ": expired on " + entry.expires()
                        + "; repair what fails, or say until when it is to be borne");
            }
            if (!entry.concerns(host) || leftOut(entry, runs, scope)) {
                elsewhere++;
            } else if (runs.stream().noneMatch(entry::concerns)) {
                faults.add(name(entry) + ": matches no run, which were "
                        + runs.stream()
                                .map(run -> run.backend() + " on Java " + run.jdk())
                                .collect(Collectors.joining(", "))
                        + "; correct its backend or \"jdk\", or drop the entry");
            }
        }
        return new ExpectationAccount(file, sha256, all.size(), applied, elsewhere, hasCanary(), faults);
    }

    /** Whether no run could have matched, by what was asked for and what this host can run. */
    private static boolean leftOut(Expectation entry, List<BackendRun> runs, Scope scope) {
        if (entry.id().equals(Canary.ID)) {
            return false;
        }
        if (!scope.ids().contains(entry.id())) {
            return true;
        }
        List<BackendRun> ofBackend =
                runs.stream().filter(run -> entry.isFor(run.backend())).toList();
        if (ofBackend.isEmpty()) {
            return scope.someBackends() || scope.backendsNotRun().stream().anyMatch(entry::isFor);
        }
        boolean jdkWasRun = ofBackend.stream().anyMatch(run -> entry.concernsJdk(run.jdk()));
        return !jdkWasRun
                && (scope.someJdks() || scope.backendsNotRun().stream().anyMatch(entry::isFor));
    }

    private String name(Expectation entry) {
        return "entry " + (all.indexOf(entry) + 1) + " (" + entry.id()
                + (entry.backend() == null ? "" : ", " + entry.backend()) + ")";
    }
}
