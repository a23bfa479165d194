package posixwait.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question whose JVMs are those of JMH: what is too short for one clock reading. Everything else is as in whole processes:
 * in each round every contender has one JVM, one after the other, and the figure of a JVM is the median of its iterations.
 */
abstract class JmhQuestion implements TrialQuestion {
    /** Nanoseconds of one operation, once for each iteration; in C for each batch. */
    static final String NANOS = "nanos";

    /** {@return what the JVMs of a trial measure} */
    abstract JmhTask task(Effort effort, Trial trial);

    /** {@return the question in words} */
    abstract String title();

    /** {@return rounds: so many for a ratio that counts with {@code --quick} and with {@code --full}} */
    @Override
    public int rounds(Effort effort) {
        return effort.pick(1, 3, 5);
    }

    @Override
    public String program() {
        return "floor";
    }

    @Override
    public Readings measure(TrialTask task) {
        throw new IllegalStateException(name() + " is measured by JMH");
    }

    @Override
    public List<BenchResult> results(TrialResults figures, Trial trial, List<Trial> trials) {
        return figures.of(trial, row(trial));
    }

    /** {@return the figure of a trial} */
    final TrialResults.Row row(Trial trial) {
        return new TrialResults.Row(
                name(), title(), trial.params(), "ns", TrialResults.middleOf(NANOS), null, null, Readings.ALLOCATED);
    }

    @Override
    public List<String> remarks(Trial trial, String contender, Readings readings) {
        return Callers.remarks(contender);
    }

    @Override
    public @Nullable Double glance(Readings readings) {
        return TrialResults.middleOf(NANOS).of(readings);
    }

    /** {@return how many calls the floor does in each batch, and how many batches} */
    static List<String> floorOf(Effort effort) {
        return List.of("" + effort.pick(1_000, 50_000, 100_000), "" + effort.pick(1, 4, 10));
    }
}
