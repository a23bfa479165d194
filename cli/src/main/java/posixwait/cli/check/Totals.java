package posixwait.cli.check;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.Outcome;
import posixwait.conformance.run.RequirementResult;

/** The totals of a run in words: {@code 104 requirements: 101 passed, 3 unsupported}. */
public final class Totals {
    private Totals() {}

    /** {@return the totals that are not zero} */
    public static String inWords(BackendRun run) {
        Map<Outcome, Integer> totals = run.totals();
        int count = run.requirements().size();
        return count
                + (count == 1 ? " requirement: " : " requirements: ")
                + totals.entrySet().stream()
                        .filter(total -> total.getValue() > 0)
                        .map(total -> total.getValue() + " " + inWords(total.getKey()))
                        .collect(Collectors.joining(", "));
    }

    /** {@return an outcome in lower case and words} */
    public static String inWords(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** {@return the results that keep a run from conforming} */
    public static List<RequirementResult> bad(BackendRun run) {
        return run.requirements().stream()
                .filter(result -> !result.outcome().conforms())
                .toList();
    }

    /** {@return a run in words: {@code jna (jna-direct) on Java 17.0.15}} */
    public static String name(BackendRun run) {
        String binding =
                run.binding().equals(run.backend()) || run.binding().isEmpty() ? "" : " (" + run.binding() + ")";
        return run.backend() + binding + " on Java " + run.jdk();
    }
}
