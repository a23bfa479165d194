package posixwait.bench;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import posixwait.Backend;

/** A thread for each child waits for it: what do virtual threads change? */
final class WaitingQuestion implements TrialQuestion {
    static final String NAME = "waiting";

    /** How long it takes until all have what they waited for. */
    static final String DRAIN = "waiting-drain";

    /** Threads of the operating system. */
    static final String THREADS = "waiting-threads";

    /** Resident memory. */
    static final String RSS = "waiting-rss";

    /** Heap. */
    static final String HEAP = "waiting-heap";

    /** How long a further thread of the kind has to wait for its turn. */
    static final String FURTHER = "waiting-further";

    private static final List<Way> WAYS = List.of(
            Way.THREADS, Way.VIRTUAL_THREADS, Way.AWAIT, Way.VIRTUAL_AWAIT, Way.PROCESS_WAIT, Way.VIRTUAL_PROCESS_WAIT);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Trial> trials(Effort effort) {
        return effort.pick(List.of(20), List.of(100), List.of(100, 1000, 4000)).stream()
                .map(n -> Trial.of(NAME, n, n, n, FootprintQuestion.idleMillis(effort))
                        .with(FootprintQuestion.fixedHeap(effort)))
                .toList();
    }

    @Override
    public int rounds(Effort effort) {
        return effort.pick(1, 1, Ratio.FEWEST_ROUNDS);
    }

    @Override
    public List<String> flags(Effort effort) {
        return effort.fewCallsFlags();
    }

    @Override
    public List<Contender> contenders(List<Backend> backends) {
        List<Contender> all = new ArrayList<>();
        all.add(Contender.c(Subject.FLOOR, Contender.C_THREADS, 0));
        for (Way way : WAYS) {
            all.add(Contender.jvm(way.subject(), way, backends.get(0)));
        }
        return all;
    }

    @Override
    public @Nullable String absence(Trial trial, Contender contender) {
        return !contender.isC() && Way.valueOf(contender.way()).isVirtual() && !Threads.areVirtualHere()
                ? "UNSUPPORTED: Java " + Runtime.version().feature()
                        + " has no virtual threads; measure on a newer one with --jdk, best 25"
                : null;
    }

    @Override
    public Readings measure(TrialTask task) {
        int n = task.number(0);
        Way way = Way.valueOf(task.way());
        Threads further = way.isVirtual() ? Threads.VIRTUAL : Threads.PLATFORM;
        int threads = OwnCost.now().threads();
        Ends ends = new Ends();
        try (Watching watching = way.open(task.backend(), Kind.bare(FootprintTrial.children(n)), ends)) {
            return new FootprintTrial(task.backend().calls(), watching, ends, further, threads)
                    .measure(n, task.number(1), task.number(2));
        }
    }

    @Override
    public List<BenchResult> results(TrialResults figures, Trial trial, List<Trial> trials) {
        List<TrialResults.Row> rows = List.of(
                TrialResults.Row.latency(
                        DRAIN,
                        "From the instant all die until the last thread that waits has its status",
                        trial,
                        TrialResults::last),
                new TrialResults.Row(
                        FURTHER,
                        "Until a further thread of the same kind runs while n wait",
                        trial.params(),
                        "ns",
                        TrialResults.middleOf(Readings.FURTHER),
                        null,
                        null,
                        null),
                TrialResults.Row.amount(
                        THREADS,
                        "Platform threads there are more of while n threads wait",
                        trial,
                        "threads",
                        Readings.THREADS),
                TrialResults.Row.amount(
                        RSS, "Resident memory of one thread that waits, and its child", trial, "B", Readings.RSS),
                TrialResults.Row.amount(
                        HEAP, "Heap of one thread that waits, and its child", trial, "B", Readings.HEAP));
        return rows.stream().flatMap(row -> figures.of(trial, row).stream()).toList();
    }

    @Override
    public List<String> remarks(Trial trial, String contender, Readings readings) {
        return readings.values().containsKey(Readings.FURTHER)
                ? List.of()
                : List.of(FURTHER + " n=" + trial.n() + " " + contender
                        + ": no figure: a further thread of the kind did not run within "
                        + FootprintTrial.patienceMillis(
                                Integer.parseInt(trial.arguments().get(2)))
                        + " ms. "
                        + "A call that blocks in C holds the carrier of a virtual thread, and all carriers are held");
    }
}
