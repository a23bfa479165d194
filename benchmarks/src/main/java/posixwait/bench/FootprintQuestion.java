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

    /** The resident memory of a living child. */
    static final String RSS = "reaper-rss";

    /** The descriptors of a living child. */
    static final String DESCRIPTORS = "reaper-descriptors";

    /** What a second costs in which nothing happens. */
    static final String SWITCHES = "reaper-switches";

    private static final int MOST_THREADS = 1000;

    /** The number of children whose second series tells the noise. */
    private static final int TELLS_NOISE = 1000;

    /** How many programs there are in a quick run: with pipes the time to start them grows with the square of their number. */
    private static final int QUICK_PROGRAMS = 100;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Trial> trials(Effort effort) {
        int slice = effort.pick(10, 250, 1000);
        return effort.pick(List.of(20), List.of(QUICK_PROGRAMS, 500), List.of(1000, 15_000)).stream()
                .map(n -> Trial.of(NAME, n, n, slice, idleMillis(effort)).with(fixedHeap(effort)))
                .toList();
    }

    /**
     * {@return flags for a heap that is resident from the start and stays so}
     *
     * <p>A collection gives memory of the heap back otherwise, and the next one may give back more than many children take.
     */
    static List<String> fixedHeap(Effort effort) {
        int mebibytes = effort.pick(64, 64, 256);
        return List.of("-Xms" + mebibytes + "m", "-Xmx" + mebibytes + "m", "-XX:+AlwaysPreTouch");
    }

    /** {@return for how long nothing happens, so that switches of threads can be counted} */
    static int idleMillis(Effort effort) {
        return effort.pick(125, 125, 1000);
    }

    @Override
    public int rounds(Effort effort) {
        return effort.pick(1, 1, 5);
    }

    @Override
    public int rounds(Effort effort, Trial trial, Contender contender) {
        if (Callers.isAgain(contender)) {
            // The noise floor is that of the session: a trial tells it.
            return trial.n() == TELLS_NOISE ? effort.pick(0, 0, rounds(effort)) : 0;
        }
        if (effort == Effort.QUICK) {
            boolean ofPrograms = trial.n() == QUICK_PROGRAMS;
            return contender.name().equals(Subject.FLOOR) || contender.startsPrograms() == ofPrograms ? 1 : 0;
        }
        boolean promised = contender.name().equals(Subject.FLOOR) || contender.goes(Way.REAPER);
        return promised ? rounds(effort) : Math.min(rounds(effort), Ratio.FEWEST_ROUNDS);
    }

    @Override
    public List<String> flags(Effort effort) {
        return effort.fewCallsFlags();
    }

    @Override
    public List<Contender> contenders(List<Backend> backends) {
        return Contender.ofEveryWay(backends);
    }

    @Override
    public @Nullable String absence(Trial trial, Contender contender) {
        if (trial.n() <= MOST_THREADS) {
            return null;
        }
        return contender.needsThreads() || contender.startsPrograms()
                ? "it takes a thread or pipes for each child, and so gets no more than " + MOST_THREADS
                : null;
    }

    @Override
    public Readings measure(TrialTask task) {
        int n = task.number(0);
        Way way = Way.valueOf(task.way());
        int threads = OwnCost.now().threads();
        Ends ends = new Ends();
        try (Watching watching = way.open(task.backend(), Kind.bare(FootprintTrial.children(n)), ends)) {
            Readings readings = new FootprintTrial(task.backend().calls(), watching, ends, null, threads)
                    .measure(n, task.number(1), task.number(2));
            // What is watched from its start has nothing to time.
            return way.startsPrograms() ? readings.without(Readings.REGISTRATION) : readings;
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
        results.addAll(
                amount(figures, trial, HEAP, "Heap of one living child after garbage collection", "B", Readings.HEAP));
        results.addAll(amount(figures, trial, RSS, "Resident memory of one living child", "B", Readings.RSS));
        results.addAll(amount(
                figures,
                trial,
                DESCRIPTORS,
                "Descriptors held for one living child",
                "descriptors",
                Readings.DESCRIPTORS));
        results.addAll(amount(
                figures,
                trial,
                THREADS,
                "Threads there are more of with n living children",
                "threads",
                Readings.THREADS));
        results.addAll(amount(
                figures,
                trial,
                SWITCHES,
                "Context switches in a second in which n children live and none ends",
                "switches",
                Readings.SWITCHES));
        return results;
    }

    private static List<BenchResult> amount(
            TrialResults figures, Trial trial, String question, String title, String unit, String name) {
        return figures.of(trial, TrialResults.Row.amount(question, title, trial, unit, name));
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
