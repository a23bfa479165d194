package posixwait.cli.choose;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a program does with its children, and so how much each criterion weighs in its choice. The weights of one sum up to 100;
 * a criterion that was not measured leaves its weight to the others.
 */
public enum Workload {
    /** A program that starts, waits for a child or two, and ends. */
    COLD_CLI("cold-cli"),

    /** A program that lives, and waits for some children now and then. */
    FEW("few"),

    /** A program whose thousands of children may all end at once. */
    STORM("storm"),

    /** A program that lives long and has many children that do, too. */
    SUPERVISOR("supervisor");

    private final String words;

    Workload(String words) {
        this.words = words;
    }

    /** {@return its name on the command line and in JSON} */
    @JsonValue
    public String words() {
        return words;
    }

    /** {@return how much each criterion weighs, in percent} */
    Map<Criterion, Integer> weights() {
        return switch (this) {
            case COLD_CLI -> Map.of(Criterion.START, 70, Criterion.FIRST, 30);
            case FEW -> Map.of(Criterion.CALL, 50, Criterion.REAP, 50);
            case STORM -> Map.of(Criterion.TAIL, 40, Criterion.DRAIN, 30, Criterion.REAPER_STORM, 30);
            case SUPERVISOR ->
                Map.of(
                        Criterion.BYSTANDERS, 40,
                        Criterion.HEAP, 20,
                        Criterion.THREADS, 20,
                        Criterion.REGISTER, 10,
                        Criterion.REAPER_DRAIN, 10);
        };
    }

    /** {@return the criteria that weigh something} */
    Stream<Criterion> criteria() {
        return weights().keySet().stream().sorted();
    }

    /** {@return the questions that {@code bench} has to answer for it} */
    public List<String> toAsk() {
        return criteria()
                .flatMap(criterion -> criterion.toAsk().stream())
                .distinct()
                .toList();
    }

    /** {@return whether start-up matters} */
    public boolean startsOften() {
        return weights().containsKey(Criterion.START);
    }
}
