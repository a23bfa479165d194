package posixwait.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;
import posixwait.Backend;

/**
 * A question that is answered in whole processes: what is measured, with whom, how, and what figures come of it.
 *
 * <p>One class for each, named in {@link TrialQuestions}. An instance has no state: the JVM that plans and the JVMs that
 * measure have one each.
 */
interface TrialQuestion {
    /** {@return what {@code --only} calls it, and its C program} */
    String name();

    /** {@return what to measure, the least first} */
    List<Trial> trials(Effort effort);

    /** {@return how many processes a contender gets for a trial at the most} */
    int rounds(Effort effort);

    /** {@return how many of them a contender gets for a trial: fewer where it is too slow for all; 0 for none} */
    default int rounds(Effort effort, Trial trial, Contender contender) {
        return rounds(effort);
    }

    /**
     * {@return who is measured, the C programs first}
     *
     * @param backends the backends that can be opened, the best first, one or more
     */
    List<Contender> contenders(List<Backend> backends);

    /** {@return why a contender is not measured in a trial, for a note; {@code null} if it is} */
    default @Nullable String absence(Trial trial, Contender contender) {
        return null;
    }

    /** {@return the source of its C program, without the suffix} */
    default String program() {
        return "reaper";
    }

    /**
     * {@return flags for its JVMs}
     *
     * @param effort how long is measured
     */
    default List<String> flags(Effort effort) {
        return effort.jvmFlags();
    }

    /** {@return whether the JVMs of a trial may start with a {@link ClassArchive}: not if their start is the question} */
    default boolean mayShareClasses(Trial trial) {
        return true;
    }

    /** {@return the main class of its JVMs, which is told what {@link TrialMain} is} */
    default String main() {
        return TrialMain.class.getName();
    }

    /**
     * Measures, in a JVM that does nothing else before or after.
     *
     * @throws HostLimit if the host does not allow it
     */
    Readings measure(TrialTask task);

    /** {@return the figures of a trial, the first of {@code trials} being the least} */
    List<BenchResult> results(TrialResults figures, Trial trial, List<Trial> trials);

    /** {@return what else is to be said of a contender's readings, for notes} */
    default List<String> remarks(Trial trial, String contender, Readings readings) {
        return List.of();
    }

    /** {@return the main figure of one process, in nanoseconds, to show progress; {@code null} if it has none} */
    default @Nullable Double glance(Readings readings) {
        return TrialResults.last(readings);
    }
}
