package posixwait.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import posixwait.Backend;

/** What do children cost while they live, and how long does it take until all are reaped? */
final class FootprintQuestion implements TrialQuestion {
    static final String NAME = "reaper-footprint";

    /** The drain of children that were watched all at once. */
    static final String DRAIN = "reaper-drain";

    /** Registering one more. */
    static final String REGISTER = "reaper-register";

    /** The heap of a living child. */
    static final String HEAP = "reaper-heap";

    /** The threads of all of them. */
    static final String THREADS = "reaper-threads";

    private static final int MOST_THREADS = 1000;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Trial> trials(ReaperEffort effort) {
        int slice = effort.pick(10, 250, 1000);
        return effort.pick(List.of(20), List.of(500), List.of(1000, 15_000)).stream()
                .map(n -> Trial.of(NAME, n, n, slice))
                .toList();
    }

    @Override
    public int rounds(ReaperEffort effort) {
        return effort.pick(1, 1, 5);
    }

    @Override
    public List<Contender> contenders(List<Backend> backends) {
        return Contender.among(backends, Way.PROCESS);
    }

    @Override
    public @Nullable String absence(Trial trial, Contender contender) {
        return contender.goes(Way.PROCESS) && trial.n() > MOST_THREADS
                ? "it needs a thread for each child, and so gets no more than " + MOST_THREADS
                : null;
    }

    @Override
    public Readings measure(TrialTask task) {
        int n = task.number(0);
        Ends ends = new Ends();
        try (Watching watching = Way.valueOf(task.way()).open(task.backend(), FootprintTrial.children(n), ends)) {
            Readings readings = new FootprintTrial(task.backend().calls(), watching, ends).measure(n, task.number(1));
            // The JDK watches its children from their start, so there is nothing to time.
            return task.way().equals(Way.PROCESS.name()) ? readings.without(Readings.REGISTRATION) : readings;
        }
    }

    @Override
    public List<BenchResult> results(TrialResults figures, Trial trial, List<Trial> trials) {
        List<BenchResult> results = new ArrayList<>(figures.of(
                trial,
                TrialResults.Row.latency(
                        DRAIN,
                        "From the instant all watched children die to the last status in hand",
                        trial,
                        TrialResults::last)));
        int slice = Integer.parseInt(trial.arguments().get(1));
        for (int from = 0; from < trial.n(); from += slice) {
            results.addAll(registrations(figures, trial, from, from / slice));
        }
        results.addAll(figures.of(
                trial,
                TrialResults.Row.amount(
                        HEAP, "Heap of one living child after garbage collection", trial, "B", Readings.HEAP)));
        results.addAll(figures.of(
                trial,
                TrialResults.Row.amount(
                        THREADS,
                        "Threads there are more of with n living children",
                        trial,
                        "threads",
                        Readings.THREADS)));
        return results;
    }

    private static List<BenchResult> registrations(TrialResults figures, Trial trial, int from, int slice) {
        Map<String, String> params = new LinkedHashMap<>(trial.params());
        params.put("after", "" + from);
        TrialRounds.Figure figure = TrialResults.named(Readings.REGISTRATION, slice);
        TrialResults.Row row = new TrialResults.Row(
                REGISTER, "Time to register one child after as many others", params, "ns", figure, null, null, null);
        return figures.of(
                trial, from == 0 ? row : row.to("after=0", trial, TrialResults.named(Readings.REGISTRATION, 0)));
    }
}
