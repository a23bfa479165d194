package posixwait.conformance.explore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import posixwait.conformance.model.Coverage;
import posixwait.conformance.model.Rule;
import posixwait.conformance.model.Transition;

/**
 * What an exploration found.
 *
 * @param backend the backend
 * @param jdk the version of the JVM
 * @param steps how many steps were done in both worlds
 * @param scripts in how many scripts
 * @param seconds how long it took
 * @param otherChoices how often the kernel reported another child than the first of several; POSIX allows each
 * @param arrows how often each arrow of the model was gone, by its name
 * @param rules how often each rule of the model was applied, by its name
 * @param difference where the kernel and the model differ; {@code null} if nowhere
 */
public record Explored(
        String backend,
        String jdk,
        long steps,
        long scripts,
        double seconds,
        int otherChoices,
        Map<String, Integer> arrows,
        Map<String, Integer> rules,
        @Nullable Difference difference) {

    /** Rejects what is not complete: it comes from files. */
    public Explored {
        Objects.requireNonNull(backend, "backend");
        Objects.requireNonNull(jdk, "jdk");
        arrows = Collections.unmodifiableMap(new LinkedHashMap<>(arrows));
        rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
    }

    /**
     * A script after which the kernel and the model differ, shrunk.
     *
     * @param script its number within the seed; -1 if it is of no seed
     * @param trace what was done and seen, in lines that read like a shell's
     * @param test a JUnit test that runs it
     */
    public record Difference(long script, List<String> trace, String test) {
        /** Rejects what is not complete: it comes from files. */
        public Difference {
            trace = List.copyOf(trace);
            Objects.requireNonNull(test, "test");
        }
    }

    static Map<String, Integer> arrows(Coverage coverage) {
        Map<String, Integer> times = new LinkedHashMap<>();
        Transition.arrows().forEach(arrow -> times.put(arrow.toString(), coverage.times(arrow)));
        return times;
    }

    static Map<String, Integer> rules(Coverage coverage) {
        Map<String, Integer> times = new LinkedHashMap<>();
        for (Rule rule : Rule.values()) {
            times.put(rule.name(), coverage.times(rule));
        }
        return times;
    }

    /** {@return the names of arrows and rules that were never gone or applied} */
    public List<String> uncovered() {
        List<String> left = new ArrayList<>();
        Transition.arrows().stream()
                .map(Transition.Arrow::toString)
                .filter(arrow -> arrows.getOrDefault(arrow, 0) == 0)
                .forEach(left::add);
        for (Rule rule : Rule.values()) {
            if (rules.getOrDefault(rule.name(), 0) == 0) {
                left.add(rule.name());
            }
        }
        return left;
    }

    /** {@return how many arrows and rules there are} */
    public static int coverable() {
        return Transition.arrows().size() + Rule.values().length;
    }

    /** {@return both explorations as one: of the same backend, done side by side} */
    public Explored and(Explored other) {
        return new Explored(
                backend,
                jdk,
                steps + other.steps,
                scripts + other.scripts,
                Math.max(seconds, other.seconds),
                otherChoices + other.otherChoices,
                sum(arrows, other.arrows),
                sum(rules, other.rules),
                difference == null ? other.difference : difference);
    }

    private static Map<String, Integer> sum(Map<String, Integer> one, Map<String, Integer> other) {
        Map<String, Integer> sum = new LinkedHashMap<>(one);
        other.forEach((name, times) -> sum.merge(name, times, Integer::sum));
        return sum;
    }
}
