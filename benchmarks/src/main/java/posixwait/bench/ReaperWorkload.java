package posixwait.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One thing to measure with every contender, each in processes of its own.
 *
 * @param question what the figure answers
 * @param n how many children
 * @param most how many children are watched at once, warm-ups included
 * @param arguments what the measuring process is told after the number of children
 */
record ReaperWorkload(String question, int n, int most, List<String> arguments) {
    /** All die at once. */
    static final String STORM = "reaper-storm";

    /** One dies among many. */
    static final String BYSTANDERS = "reaper-bystanders";

    /** What they cost while they live. */
    static final String FOOTPRINT = "reaper-footprint";

    /** What a reap allocates. */
    static final String ALLOCATION = "reaper-allocation";

    /** Every question that can be asked for. Some answer more than one. */
    static final List<String> QUESTIONS = List.of(STORM, BYSTANDERS, FOOTPRINT, ALLOCATION);

    /** {@return what to measure with a given effort, in the order of the questions} */
    static List<ReaperWorkload> of(ReaperEffort effort) {
        List<ReaperWorkload> all = new ArrayList<>();
        for (int n : effort.storms()) {
            int warmup = effort.stormWarmupChildren();
            all.add(new ReaperWorkload(
                    STORM, n, Math.max(n, warmup), List.of("" + effort.stormWarmups(), "" + warmup)));
        }
        for (int n : effort.bystanders()) {
            all.add(new ReaperWorkload(
                    BYSTANDERS, n, n + 1, List.of("" + effort.deaths(), "" + effort.deathWarmups())));
        }
        for (int n : effort.footprints()) {
            all.add(new ReaperWorkload(FOOTPRINT, n, n, List.of("" + effort.slice())));
        }
        all.add(new ReaperWorkload(
                ALLOCATION, effort.reaped(), ReaperAllocation.BATCH, List.of("" + effort.reapedWarmups())));
        return List.copyOf(all);
    }

    /** {@return what the C program is told} */
    List<String> floor() {
        List<String> command = new ArrayList<>();
        command.add(question.substring("reaper-".length()));
        command.add("" + n);
        command.addAll(arguments);
        return command;
    }

    Map<String, String> params() {
        return Map.of("n", "" + n);
    }

    /** {@return such as {@code reaper-storm n=1000}} */
    @Override
    public String toString() {
        return question + " n=" + n;
    }
}
