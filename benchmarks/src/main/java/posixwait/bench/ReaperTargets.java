package posixwait.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What this library wants of its {@code Reaper}, held against the figures of a run. */
final class ReaperTargets {
    /** A storm's last status comes as many times sooner than that of {@link Process#onExit}, by number of children. */
    private static final Map<String, Double> SOONER_THAN_JAVA_PROCESS = Map.of("1000", 12.0, "4000", 40.0);

    private static final double MOST_TIMES_C = 1.15;
    private static final double FLAT = 1.5;
    private static final double MOST_HEAP = 1024;

    private final Set<String> reapers;

    /**
     * Knows whom to hold to it.
     *
     * @param reapers the contenders that are a {@code Reaper} with pidfds
     */
    ReaperTargets(Set<String> reapers) {
        this.reapers = Set.copyOf(reapers);
    }

    /** {@return a line for each target that these figures say something about} */
    List<String> verdicts(List<BenchResult> results) {
        List<String> lines = new ArrayList<>();
        for (BenchResult result : results) {
            if (reapers.contains(result.subject())) {
                of(result, lines);
            } else if (result.subject().equals(Subject.JAVA_PROCESS)
                    || result.subject().equals(Contender.JAVA_PROCESS_WITH_PIPES)) {
                sooner(result, lines);
            }
        }
        return lines;
    }

    private void of(BenchResult result, List<String> lines) {
        switch (result.question()) {
            case StormQuestion.NAME -> {
                if (isOfPrograms(result)
                        && SOONER_THAN_JAVA_PROCESS.containsKey(result.params().get("n"))) {
                    atMost(result, Subject.FLOOR, MOST_TIMES_C, lines);
                }
            }
            case BystandersQuestion.NAME -> atMost(result, "n=0", FLAT, lines);
            case FootprintQuestion.REGISTER -> atMost(result, "after=0", FLAT, lines);
            case FootprintQuestion.HEAP -> lines.add(amount(result, result.value() <= MOST_HEAP, "at most 1024 B"));
            case FootprintQuestion.THREADS -> lines.add(amount(result, result.value() == 1, "1"));
            case AllocationQuestion.NAME -> lines.add(amount(result, result.value() == 0, "0 B"));
            default -> {
                // Published, not promised.
            }
        }
    }

    /** What is promised is promised of programs that are killed. */
    private static boolean isOfPrograms(BenchResult storm) {
        return !Kind.BARE.equals(storm.params().get(Kind.PARAMETER))
                && !StormQuestion.PIPE.equals(storm.params().get(StormQuestion.RELEASE));
    }

    private void sooner(BenchResult result, List<String> lines) {
        if (!result.question().equals(StormQuestion.NAME) || !isOfPrograms(result)) {
            return;
        }
        Double wanted = SOONER_THAN_JAVA_PROCESS.get(result.params().get("n"));
        if (wanted == null) {
            return;
        }
        for (Ratio ratio : result.ratios()) {
            if (reapers.contains(ratio.to())) {
                String verdict = verdict(ratio, least(ratio) >= wanted, most(ratio) < wanted);
                lines.add(line(
                        result,
                        inWords(ratio) + " times " + ratio.to() + ", wanted at least " + number(wanted) + ": "
                                + verdict));
            }
        }
    }

    static void atMost(BenchResult result, String to, double wanted, List<String> lines) {
        for (Ratio ratio : result.ratios()) {
            if (ratio.to().equals(to)) {
                String verdict = verdict(ratio, most(ratio) <= wanted, least(ratio) > wanted);
                lines.add(line(
                        result,
                        inWords(ratio) + " times " + to + ", wanted at most " + number(wanted) + ": " + verdict));
            }
        }
    }

    private static String amount(BenchResult result, boolean met, String wanted) {
        return line(
                result,
                number(result.value()) + " " + result.unit() + ", wanted " + wanted + ": " + (met ? "met" : "MISSED"));
    }

    /** The whole interval decides. */
    private static String verdict(Ratio ratio, boolean met, boolean missed) {
        if (ratio.low() == null) {
            return "undecided, too few rounds";
        }
        return met ? "met" : missed ? "MISSED" : "undecided, the interval has the target in it";
    }

    static String line(BenchResult result, String what) {
        StringBuilder words = new StringBuilder("target: ").append(result.question());
        result.params()
                .forEach((name, value) ->
                        words.append(' ').append(name).append('=').append(value));
        return words.append(' ')
                .append(result.subject())
                .append(": ")
                .append(what)
                .toString();
    }

    private static String inWords(Ratio ratio) {
        return number(ratio.value())
                + (ratio.low() == null ? "" : " (95%: " + number(least(ratio)) + " to " + number(most(ratio)) + ")");
    }

    private static double least(Ratio ratio) {
        return orElse(ratio.low(), ratio.value());
    }

    private static double most(Ratio ratio) {
        return orElse(ratio.high(), ratio.value());
    }

    private static double orElse(@Nullable Double bound, double value) {
        return bound == null ? value : bound;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.2f", value);
    }
}
