package posixwait.conformance;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A race, run again and again for a bounded time; what came of each round is graded and counted.
 *
 * <p>That no round went wrong proves little; the counts say how much was tried, and what the host prefers where the
 * standard leaves the choice.
 */
public final class Race {
    /** How long a race is run, unless the runner is told to be thorough. */
    static final Duration TIME = Duration.ofMillis(Integer.getInteger("posixwait.kit.raceMillis", 400));

    private final Consumer<String> report;
    private final Map<String, Grade> grades = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    Race(Consumer<String> report) {
        this.report = report;
    }

    /** What to think of an outcome. */
    public enum Grade {
        /** The standard, or the manual page, permits it. */
        ALLOWED,
        /** Permitted, but surprising: whoever relies on its absence is wrong. */
        NOTEWORTHY,
        /** Nothing permits it. */
        FORBIDDEN
    }

    /** One round. */
    @FunctionalInterface
    public interface Round {
        /** Runs it once; {@return its outcome, in words; an outcome that was not declared is forbidden} */
        String run() throws Exception;
    }

    /** Declares outcomes that are permitted; {@return this} */
    public Race allowing(String... outcomes) {
        List.of(outcomes).forEach(outcome -> grades.put(outcome, Grade.ALLOWED));
        return this;
    }

    /** Declares an outcome that is permitted but surprising; {@return this} */
    public Race noting(String outcome) {
        grades.put(outcome, Grade.NOTEWORTHY);
        return this;
    }

    /**
     * Runs the race for its time, or until something forbidden happens.
     *
     * @param round what to do each time
     * @throws AssertionError if an outcome was forbidden
     */
    public void run(Round round) {
        long start = System.nanoTime();
        boolean forbidden = false;
        while (!forbidden && System.nanoTime() - start < TIME.toNanos()) {
            String outcome = once(round::run);
            counts.merge(outcome, 1, Integer::sum);
            forbidden = grade(outcome) == Grade.FORBIDDEN;
        }
        conclude(System.nanoTime() - start);
    }

    /**
     * Runs a storm, once at least, for the time of a race or until something forbidden happens.
     *
     * @param storm does it once and returns how often each outcome came
     * @throws AssertionError if an outcome was forbidden
     */
    public void runStorm(Callable<Map<String, Integer>> storm) {
        long start = System.nanoTime();
        boolean forbidden = false;
        do {
            Map<String, Integer> outcomes = once(storm);
            outcomes.forEach((outcome, count) -> counts.merge(outcome, count, Integer::sum));
            forbidden = outcomes.keySet().stream().anyMatch(outcome -> grade(outcome) == Grade.FORBIDDEN);
        } while (!forbidden && System.nanoTime() - start < TIME.toNanos());
        conclude(System.nanoTime() - start);
    }

    private static <T> T once(Callable<T> round) {
        try {
            return round.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new Unresolved("a round of the race failed", e);
        }
    }

    private void conclude(long nanos) {
        String histogram = histogram(nanos);
        if (counts.keySet().stream().anyMatch(outcome -> grade(outcome) == Grade.FORBIDDEN)) {
            throw new AssertionError("an outcome that nothing permits; " + histogram);
        }
        report.accept(histogram);
    }

    private Grade grade(String outcome) {
        return grades.getOrDefault(outcome, Grade.FORBIDDEN);
    }

    private String histogram(long nanos) {
        int rounds = counts.values().stream().mapToInt(Integer::intValue).sum();
        // In the order of declaration, so that runs can be compared; what never happened is told, too.
        Map<String, Integer> all = new LinkedHashMap<>();
        grades.keySet().forEach(outcome -> all.put(outcome, 0));
        all.putAll(counts);
        return rounds + " in " + nanos / 1_000_000 + " ms: "
                + all.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue() + mark(entry.getKey()))
                        .collect(Collectors.joining("; "));
    }

    private String mark(String outcome) {
        Grade grade = grade(outcome);
        return grade == Grade.ALLOWED ? "" : " (" + grade.name().toLowerCase(Locale.ROOT) + ")";
    }
}
