package posixwait.bench;

import java.util.List;
import posixwait.Backend;

/** All die at once: how long until each status is in hand? */
final class StormQuestion implements TrialQuestion {
    static final String NAME = "reaper-storm";

    /** Of more, whoever needs pipes for each is measured only as often as an interval needs. */
    private static final int MANY = 1000;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Trial> trials(ReaperEffort effort) {
        int warmups = effort.pick(1, 1, 10);
        int children = effort.pick(5, 100, 500);
        return effort.pick(List.of(10), List.of(300), List.of(1000, 4000)).stream()
                .map(n -> Trial.of(NAME, n, Math.max(n, children), warmups, children))
                .toList();
    }

    @Override
    public int rounds(ReaperEffort effort) {
        return effort.pick(1, 1, 5);
    }

    @Override
    public int rounds(Trial trial, Contender contender, int most) {
        boolean pipes = contender.goes(Way.PROCESS_WITH_PIPES) || contender.goes(Way.NU_PROCESS);
        return pipes && trial.n() > MANY ? Math.min(most, Ratio.FEWEST_ROUNDS) : most;
    }

    @Override
    public List<Contender> contenders(List<Backend> backends) {
        return Contender.among(backends, Way.PROCESS, Way.PROCESS_WITH_PIPES, Way.NU_PROCESS);
    }

    @Override
    public Readings measure(TrialTask task) {
        Ends ends = new Ends();
        try (Watching watching = Way.valueOf(task.way()).open(task.backend(), 0, ends)) {
            return new StormTrial(task.backend().calls(), watching, ends)
                    .measure(task.number(0), task.number(1), task.number(2));
        }
    }

    @Override
    public List<BenchResult> results(TrialResults figures, Trial trial, List<Trial> trials) {
        return figures.of(
                trial,
                TrialResults.Row.latency(
                        NAME, "From the instant all die to the last status in hand", trial, TrialResults::last));
    }
}
