package posixwait.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import posixwait.Backend;

/** What does the first call of a process cost, with all that has to be loaded and linked for it, and alone? */
final class FirstCallQuestion implements TrialQuestion {
    static final String NAME = "first-call";

    /** The same, from before anything of the subject was loaded. */
    static final String RESULT = "first-result";

    /** Nanoseconds from before the subject was opened until its first call returned. */
    static final String FROM_OPENING = "fromOpening";

    /** Nanoseconds of that call. */
    static final String ALONE = "alone";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Trial> trials(Effort effort) {
        return List.of(Trial.of(NAME, Map.of(), 0, List.of("1", "1")));
    }

    @Override
    public int rounds(Effort effort) {
        return effort.pick(1, 3, 10);
    }

    @Override
    public int rounds(Effort effort, Trial trial, Contender contender) {
        if (effort != Effort.QUICK) {
            return rounds(effort);
        }
        if (Callers.isAgain(contender)) {
            return 0;
        }
        return Callers.isPeer(contender) ? 1 : rounds(effort);
    }

    @Override
    public boolean mayShareClasses(Trial trial) {
        return false;
    }

    @Override
    public List<Contender> contenders(List<Backend> backends) {
        return Callers.all(backends);
    }

    @Override
    public String program() {
        return "floor";
    }

    @Override
    public String main() {
        return FirstCallMain.class.getName();
    }

    @Override
    public Readings measure(TrialTask task) {
        throw new IllegalStateException(NAME + " is measured before any backend is open");
    }

    @Override
    public List<BenchResult> results(TrialResults figures, Trial trial, List<Trial> trials) {
        List<BenchResult> results = new ArrayList<>(figures.of(
                trial,
                TrialResults.Row.amount(
                        RESULT,
                        "From before the library is opened to the first result, in a fresh JVM",
                        trial,
                        "ns",
                        FROM_OPENING)));
        results.addAll(figures.of(
                trial, TrialResults.Row.amount(NAME, "The first call of a fresh JVM alone", trial, "ns", ALONE)));
        return results;
    }

    @Override
    public List<String> remarks(Trial trial, String contender, Readings readings) {
        return Callers.remarks(contender);
    }

    @Override
    public @Nullable Double glance(Readings readings) {
        return TrialResults.named(FROM_OPENING, 0).of(readings);
    }
}
