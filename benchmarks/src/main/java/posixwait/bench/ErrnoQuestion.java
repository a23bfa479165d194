package posixwait.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import posixwait.Backend;

/** What does it cost to keep the {@code errno} of a call, and to read it? */
final class ErrnoQuestion extends JmhQuestion {
    static final String NAME = "call-errno";
    private static final String ERRNO = "errno";
    private static final String NONE = "none";
    private static final String KEPT = "kept";
    private static final String READ = "read";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    String title() {
        return "One getpgid whose errno nobody keeps, is kept, and is read";
    }

    @Override
    public List<Trial> trials(Effort effort) {
        return effort.pick(List.of(NONE, KEPT, READ), List.of(NONE, KEPT), List.of(NONE, KEPT, READ)).stream()
                .map(errno -> trial(effort, errno))
                .toList();
    }

    private static Trial trial(Effort effort, String errno) {
        List<String> floor = new ArrayList<>(List.of(errno));
        floor.addAll(floorOf(effort));
        return Trial.of(NAME, Map.of(ERRNO, errno), 0, floor);
    }

    @Override
    public List<Contender> contenders(List<Backend> backends) {
        return Callers.backends(backends).stream()
                .filter(contender -> contender.isC() || Getpgid.of(contender.binding()))
                .toList();
    }

    @Override
    public @Nullable String absence(Trial trial, Contender contender) {
        return contender.binding().equals(Subject.JNA_DIRECT)
                        && NONE.equals(trial.params().get(ERRNO))
                ? "JNA keeps errno after every call and cannot be told not to"
                : null;
    }

    @Override
    public int rounds(Effort effort, Trial trial, Contender contender) {
        return effort.pick(1, 1, 5);
    }

    @Override
    JmhTask task(Effort effort, Trial trial) {
        return JmhTask.timed("ErrnoBenchmark." + trial.params().getOrDefault(ERRNO, ""), effort);
    }

    /** Each compared with the step before it as well. */
    @Override
    public List<BenchResult> results(TrialResults figures, Trial trial, List<Trial> trials) {
        int step = trials.indexOf(trial);
        if (step == 0) {
            return figures.of(trial, row(trial));
        }
        Trial before = trials.get(step - 1);
        return figures.of(
                trial, row(trial).to(ERRNO + "=" + before.params().get(ERRNO), before, TrialResults.middleOf(NANOS)));
    }
}
