package posixwait.conformance.run;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import posixwait.conformance.Level;

/**
 * The entries that fit what runs did.
 *
 * <p>An entry that is still needed stays as it is, its reason, link and day included; one whose requirement passes goes; one
 * whose requirement fails on some of the runs it speaks of is bound to those; one that speaks of something else stays. A
 * failure without an entry gets one that no gate accepts until somebody replaced its reason, for
 * {@value #DAYS} days.
 *
 * @param entries the entries
 * @param kept how many are as they were
 * @param narrowed how many entries were bound to the runs that still fail
 * @param dropped how many are gone
 * @param added how many are new
 */
public record ExpectationUpdate(List<Expectation> entries, int kept, int narrowed, int dropped, int added) {
    private static final int DAYS = 90;

    /** {@return what was done to a file, in a line} */
    public String line(Path file) {
        return file + ": kept " + kept + ", bound " + narrowed + " to where they still fail, dropped " + dropped
                + ", added " + added
                + (added == 0 ? "" : "; replace each reason \"" + Expectation.NO_REASON + "\" by why it fails");
    }

    /**
     * Makes it.
     *
     * @param old what was expected
     * @param runs what became of each requirement; not compared with any expectation
     * @param host the host
     * @param today the day of the runs
     * @return the update
     */
    public static ExpectationUpdate of(
            List<Expectation> old, List<BackendRun> runs, Circumstances host, LocalDate today) {
        List<Row> rows = runs.stream()
                .flatMap(run -> run.requirements().stream().map(result -> new Row(run, result)))
                .toList();
        List<Expectation> entries = new ArrayList<>();
        Set<Row> covered = new LinkedHashSet<>();
        int kept = 0;
        int narrowed = 0;
        for (Expectation entry : old) {
            List<Row> spoken = entry.concerns(host)
                    ? rows.stream().filter(row -> row.isOf(entry)).toList()
                    : List.of();
            List<Row> failing = spoken.stream().filter(Row::fails).toList();
            boolean passes = spoken.stream().anyMatch(Row::passes);
            covered.addAll(failing);
            if (!passes) {
                entries.add(entry);
                kept++;
            } else if (!failing.isEmpty()) {
                failing.stream()
                        .map(row -> entry.narrowedTo(row.run.backend(), row.feature()))
                        .distinct()
                        .forEach(entries::add);
                narrowed++;
            }
        }
        List<Expectation> added = fresh(rows, covered, today);
        entries.addAll(added);
        return new ExpectationUpdate(List.copyOf(entries), kept, narrowed, old.size() - kept - narrowed, added.size());
    }

    /** An entry for each backend that fails a requirement; for each of its JDKs where another one does not. */
    private static List<Expectation> fresh(List<Row> rows, Set<Row> covered, LocalDate today) {
        Map<String, List<Row>> failures = new LinkedHashMap<>();
        rows.stream()
                .filter(row -> row.fails() && !covered.contains(row))
                .forEach(row -> failures.computeIfAbsent(row.key(), key -> new ArrayList<>())
                        .add(row));
        List<Expectation> added = new ArrayList<>();
        failures.forEach((key, failing) -> {
            boolean always = rows.stream().filter(row -> row.key().equals(key)).allMatch(Row::fails)
                    && failing.stream().noneMatch(covered::contains);
            String id = failing.get(0).result.id();
            String backend = failing.get(0).run.backend();
            if (id.equals(Canary.ID)) {
                added.add(new Expectation(id, null, null, Canary.REASON, null, today.plusDays(DAYS)));
            } else if (always) {
                added.add(entry(id, backend, null, today));
            } else {
                failing.stream()
                        .map(row -> entry(id, backend, When.onJdk("=" + row.feature()), today))
                        .distinct()
                        .forEach(added::add);
            }
        });
        return added.stream().distinct().toList();
    }

    private static Expectation entry(String id, String backend, @Nullable When when, LocalDate today) {
        return new Expectation(id, backend, when, Expectation.NO_REASON, null, today.plusDays(DAYS));
    }

    /** A requirement in a run. */
    private record Row(BackendRun run, RequirementResult result) {
        boolean isOf(Expectation entry) {
            return entry.id().equals(result.id()) && entry.concerns(run);
        }

        boolean fails() {
            return result.outcome().isFailure();
        }

        /** Whether it speaks against an entry: not where a pass proves little. */
        boolean passes() {
            return result.outcome() == Outcome.PASSED && result.level() != Level.STOCHASTIC;
        }

        int feature() {
            return Runtime.Version.parse(run.jdk()).feature();
        }

        String key() {
            return result.id() + " " + run.backend();
        }
    }
}
