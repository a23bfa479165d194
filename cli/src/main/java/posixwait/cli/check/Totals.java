package posixwait.cli.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.Outcome;
import posixwait.conformance.run.RequirementResult;

/** The totals of a run in words: {@code 104 requirements: 101 passed, 3 unsupported}. */
public final class Totals {
    private static final String UNTESTED = "untested";

    /** The outcomes in words, and what is no outcome. */
    static final List<String> COLUMNS = Stream.concat(
                    Stream.of(Outcome.values()).map(Totals::inWords), Stream.of(UNTESTED))
            .toList();

    private Totals() {}

    /** {@return the totals that are not zero} */
    public static String inWords(BackendRun run) {
        Map<String, Integer> totals = of(run);
        int count = run.requirements().size();
        return count
                + (count == 1 ? " requirement: " : " requirements: ")
                + totals.entrySet().stream()
                        .filter(total -> total.getValue() > 0)
                        .map(total -> total.getValue() + " " + total.getKey())
                        .collect(Collectors.joining(", "));
    }

    /** {@return how many requirements there are of each outcome in words; those without a test apart from the not run} */
    static Map<String, Integer> of(BackendRun run) {
        Map<String, Integer> totals = new LinkedHashMap<>();
        COLUMNS.forEach(column -> totals.put(column, 0));
        run.requirements().forEach(result -> totals.merge(inWords(result), 1, Integer::sum));
        return totals;
    }

    /** {@return the outcome of a requirement in words; {@code untested} for one that has no test, whose outcome is none} */
    public static String inWords(RequirementResult result) {
        return result.isUntested() ? UNTESTED : inWords(result.outcome());
    }

    /** {@return an outcome in lower case and words} */
    public static String inWords(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** {@return the results that keep a run from conforming} */
    public static List<RequirementResult> bad(BackendRun run) {
        return run.requirements().stream().filter(result -> !result.conforms()).toList();
    }

    /** {@return a run in words: {@code jna (jna-direct) on Java 17.0.15}} */
    public static String name(BackendRun run) {
        String binding =
                run.binding().equals(run.backend()) || run.binding().isEmpty() ? "" : " (" + run.binding() + ")";
        return run.backend() + binding + " on Java " + run.jdk();
    }
}
