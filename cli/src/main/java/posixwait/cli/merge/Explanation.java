package posixwait.cli.merge;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import posixwait.cli.check.Totals;
import posixwait.conformance.run.Outcome;

/**
 * Which facts separate the outcomes of one requirement in several runs.
 *
 * <p>A fact separates them if runs with the same value of it have the same outcome. That is no proof of a cause: facts that
 * differ together separate together, which is why all are listed.
 *
 * @param kind what can be said
 * @param by the facts that separate the outcomes, those with the fewest values first: these say most
 */
@JsonPropertyOrder({"kind", "by"})
public record Explanation(Kind kind, List<Separating> by) {
    /** What can be said. */
    public enum Kind {
        /** At least one fact separates the outcomes. */
        SEPARATED,
        /** No single fact does. */
        NO_SINGLE_FACT,
        /** No fact can: runs whose facts are all the same had different outcomes. */
        SAME_FACTS
    }

    /**
     * A run in which the requirement occurs.
     *
     * @param facts the facts about it
     * @param outcome what became of the requirement
     */
    public record Seen(Facts facts, Outcome outcome) {}

    /**
     * A fact that separates the outcomes.
     *
     * @param fact the fact
     * @param repeats whether two runs have the same value; a fact that is another in every run separates whatever there is
     * @param outcomes the outcome that goes with each value
     */
    @JsonPropertyOrder({"fact", "repeats", "outcomes"})
    public record Separating(Fact fact, boolean repeats, Map<String, Outcome> outcomes) {
        private String inWords() {
            return fact.words() + ": "
                    + outcomes.entrySet().stream()
                            .map(each -> each.getKey() + " " + Totals.inWords(each.getValue()))
                            .collect(Collectors.joining(", "));
        }
    }

    /** Takes the facts in their order. */
    public Explanation {
        by = List.copyOf(by);
    }

    /**
     * Explains a difference.
     *
     * @param seen the runs in which the requirement occurs, with two outcomes or more
     */
    public static Explanation of(List<Seen> seen) {
        List<Separating> by = new ArrayList<>();
        for (Fact fact : Fact.values()) {
            Separating separating = separating(fact, seen);
            if (separating != null) {
                by.add(separating);
            }
        }
        if (!by.isEmpty()) {
            by.sort(Comparator.comparingInt(separating -> separating.outcomes().size()));
            return new Explanation(Kind.SEPARATED, by);
        }
        return new Explanation(haveOneOutcomeForTheSameFacts(seen) ? Kind.NO_SINGLE_FACT : Kind.SAME_FACTS, List.of());
    }

    /** {@code null} if it does not; a fact that is not known of every run decides nothing. */
    private static @Nullable Separating separating(Fact fact, List<Seen> seen) {
        Map<String, Outcome> outcomes = new TreeMap<>();
        for (Seen run : seen) {
            String value = run.facts().get(fact);
            if (value == null) {
                return null;
            }
            Outcome other = outcomes.putIfAbsent(value, run.outcome());
            if (other != null && other != run.outcome()) {
                return null;
            }
        }
        return outcomes.size() < 2 ? null : new Separating(fact, outcomes.size() < seen.size(), outcomes);
    }

    /** {@return the explanation in words, in lines; facts that are others in every run by their names if better ones are there} */
    List<String> inWords() {
        return switch (kind) {
            case NO_SINGLE_FACT -> List.of("explained by no single fact");
            case SAME_FACTS -> List.of("explained by no fact: runs with the same facts differ");
            case SEPARATED -> separated();
        };
    }

    private List<String> separated() {
        boolean better = by.stream().anyMatch(Separating::repeats);
        List<String> lines = by.stream()
                .filter(each -> each.repeats() || !better)
                .map(each -> "separated by " + each.inWords())
                .collect(Collectors.toCollection(ArrayList::new));
        String others = by.stream()
                .filter(each -> !each.repeats() && better)
                .map(each -> each.fact().words())
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            lines.add("another in every run: " + others);
        }
        return lines;
    }

    private static boolean haveOneOutcomeForTheSameFacts(List<Seen> seen) {
        Map<Facts, Outcome> outcomes = new HashMap<>();
        for (Seen run : seen) {
            Outcome other = outcomes.putIfAbsent(run.facts(), run.outcome());
            if (other != null && other != run.outcome()) {
                return false;
            }
        }
        return true;
    }
}
