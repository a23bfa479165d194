package posixwait.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;
import posixwait.Backend;

/** One dies among many: what does it cost that they live? */
final class BystandersQuestion implements TrialQuestion {
    static final String NAME = "reaper-bystanders";

    private static final int MOST_THREADS = 1000;

    /** The number of bystanders whose second series tells the noise. */
    private static final int TELLS_NOISE = 1000;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Trial> trials(Effort effort) {
        int deaths = effort.pick(3, 20, 200);
        int warmups = effort.pick(2, 10, 200);
        return effort.pick(List.of(5), List.of(0, 300), List.of(0, 100, 1000, 5000, 15_000)).stream()
                .map(n -> Trial.of(NAME, n, n + 1, deaths, warmups).with(CompilingDeaths.flags(effort)))
                .toList();
    }

    @Override
    public int rounds(Effort effort) {
        return effort.pick(1, 1, 5);
    }

    /** A choice needs no more of them than it is between; the rest as often as an interval needs. */
    @Override
    public int rounds(Effort effort, Trial trial, Contender contender) {
        if (Callers.isAgain(contender)) {
            // The noise floor is that of the session: a row tells it.
            return trial.n() == TELLS_NOISE ? effort.pick(0, 0, rounds(effort)) : 0;
        }
        boolean chosenBetween = contender.name().equals(Subject.FLOOR) || contender.goes(Way.REAPER);
        return chosenBetween ? rounds(effort) : effort.pick(1, trial.n() == 0 ? 0 : 1, Ratio.FEWEST_ROUNDS);
    }

    @Override
    public List<String> flags(Effort effort) {
        return effort.fewCallsFlags();
    }

    @Override
    public List<Contender> contenders(List<Backend> backends) {
        return Contender.withAgain(
                Contender.among(
                        backends, Way.SWEEP, Way.WAIT_ANY, Way.WAIT_EACH, Way.SIGCHLD, Way.THREADS, Way.PROCESS),
                backends);
    }

    @Override
    public @Nullable String absence(Trial trial, Contender contender) {
        if (contender.goes(Way.WAIT_EACH)) {
            return "it waits for the child that was watched first, and so learns of no other's end while that lives";
        }
        return contender.needsThreads() && trial.n() > MOST_THREADS
                ? "it needs a thread for each child, and so gets no more than " + MOST_THREADS
                : null;
    }

    @Override
    public Readings measure(TrialTask task) {
        int n = task.number(0);
        int deaths = task.number(1);
        int warmups = task.number(2);
        Ends ends = new Ends();
        try (Watching watching = Way.valueOf(task.way()).open(task.backend(), Kind.bare(n + deaths + warmups), ends)) {
            CompilingDeaths.before(task, watching, ends);
            return new BystandersTrial(task.backend().calls(), watching, ends).measure(n, deaths, warmups);
        }
    }

    @Override
    public List<BenchResult> results(TrialResults figures, Trial trial, List<Trial> trials) {
        TrialResults.Row row = TrialResults.Row.latency(
                NAME, "From one death among n that live on to its status in hand", trial, TrialResults::middle);
        Trial least = trials.get(0);
        return figures.of(trial, least.equals(trial) ? row : row.to("n=" + least.n(), least, TrialResults::middle));
    }

    @Override
    public @Nullable Double glance(Readings readings) {
        return TrialResults.middle(readings);
    }
}
