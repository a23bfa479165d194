package posixwait.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import posixwait.Backend;

/** Children end one after the other, without end: how long to each status, and who falls behind when? */
final class SustainedQuestion implements TrialQuestion {
    static final String NAME = "reaper-sustained";

    /** How many have ended and are not reaped yet. */
    static final String BACKLOG = "reaper-backlog";

    /** How fast they may come. */
    static final String CAPACITY = "reaper-capacity";

    private static final double A_SECOND = 1e9;
    private static final double P99 = 99;
    private static final int RATES_FROM = 5;

    /** {@return the name of the readings of the latencies at a rate} */
    static String latency(String arrivals, int rate) {
        return Readings.LATENCY + " " + arrivals + " " + rate;
    }

    /** {@return the name of the readings of when the children were to end} */
    static String ends(String arrivals, int rate) {
        return "ends " + arrivals + " " + rate;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String program() {
        return "sustained";
    }

    @Override
    public List<Trial> trials(Effort effort) {
        return List.of(
                trial(
                        effort,
                        Kind.BARE,
                        effort.pick(200, 200, 2000),
                        effort.pick(16_000, 8000, 2000),
                        rates(effort, true)),
                trial(
                        effort,
                        Kind.EXEC,
                        effort.pick(50, 64, 400),
                        effort.pick(16_000, 2000, 1000),
                        rates(effort, false)));
    }

    private static List<Integer> rates(Effort effort, boolean bare) {
        return bare
                ? effort.pick(List.of(1000), List.of(2000), List.of(1000, 10_000))
                : effort.pick(List.of(1000), List.of(500), List.of(500, 2000));
    }

    private static Trial trial(Effort effort, String children, int most, int first, List<Integer> rates) {
        int halvings = effort.pick(1, 1, 2);
        int lifeMillis = effort.pick(20, 20, 50);
        List<String> arguments = new ArrayList<>(
                List.of(children, "" + most, "" + Duration.ofMillis(lifeMillis).toNanos(), "" + first, "" + halvings));
        rates.forEach(rate -> arguments.add("" + rate));
        return Trial.of(NAME, Map.of(Kind.PARAMETER, children), most, arguments);
    }

    private static boolean isBare(Trial trial) {
        return Kind.BARE.equals(trial.params().get(Kind.PARAMETER));
    }

    private static List<Integer> rates(List<String> arguments) {
        return arguments.subList(RATES_FROM, arguments.size()).stream()
                .map(Integer::valueOf)
                .toList();
    }

    @Override
    public int rounds(Effort effort) {
        return effort.pick(1, 1, Ratio.FEWEST_ROUNDS);
    }

    @Override
    public int rounds(Effort effort, Trial trial, Contender contender) {
        if (Callers.isAgain(contender)) {
            // The noise floor is that of the session: a trial tells it.
            return isBare(trial) ? effort.pick(0, 0, rounds(effort)) : 0;
        }
        if (effort != Effort.QUICK) {
            return rounds(effort);
        }
        // Programs take long to make: only for those that can have no other children.
        return isBare(trial) || contender.isC() || contender.startsPrograms() ? 1 : 0;
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
        if (contender.goes(Way.WAIT_EACH)) {
            return "it takes ends in the order in which children are watched; that these end in that order is an accident";
        }
        if (isBare(trial)) {
            return contender.startsPrograms() ? "it starts programs only; see " + Kind.PARAMETER + "=exec" : null;
        }
        return contender.takesAnyPid() ? "it is compared with bare children, which can come faster" : null;
    }

    @Override
    public Readings measure(TrialTask task) {
        int most = task.number(1);
        List<Integer> rates = rates(task.arguments());
        Kind kind = Kind.named(task.arguments().get(0), SustainedTrial.children(most, task.number(4), rates.size()));
        Ends ends = new Ends();
        try (Watching watching = Way.valueOf(task.way()).open(task.backend(), kind, ends)) {
            long life = Long.parseLong(task.arguments().get(2));
            return new SustainedTrial(task.backend().calls(), watching, ends, most, life)
                    .measure(rates, task.number(3), task.number(4));
        }
    }

    @Override
    public List<BenchResult> results(TrialResults figures, Trial trial, List<Trial> trials) {
        List<BenchResult> results = new ArrayList<>();
        for (int rate : rates(trial.arguments())) {
            for (String arrivals : List.of(Stretch.POISSON, Stretch.BURSTS)) {
                Map<String, String> params = new LinkedHashMap<>(trial.params());
                params.put("arrivals", arrivals);
                params.put("rate", "" + rate);
                TrialResults.Values latencies = TrialResults.all(latency(arrivals, rate));
                TrialResults.Values counts = readings -> backlogs(readings, arrivals, rate);
                results.addAll(figures.of(
                        trial,
                        new TrialResults.Row(
                                NAME,
                                "From the instant a child is due to end to its status in hand, 99th percentile",
                                params,
                                "ns",
                                p99(latencies),
                                latencies,
                                null,
                                null)));
                results.addAll(figures.of(
                        trial,
                        new TrialResults.Row(
                                BACKLOG,
                                "Children due to have ended and not in hand, 99th percentile of the milliseconds",
                                params,
                                "children",
                                p99(counts),
                                counts,
                                null,
                                null)));
            }
        }
        results.addAll(figures.of(
                trial,
                new TrialResults.Row(
                        CAPACITY,
                        "Shortest mean time from one end to the next at which the backlog does not grow",
                        trial.params(),
                        "ns",
                        SustainedQuestion::shortest,
                        null,
                        null,
                        null)));
        return results;
    }

    private static TrialRounds.Figure p99(TrialResults.Values source) {
        return readings -> {
            double[] values = source.of(readings);
            return values == null || values.length == 0 ? null : Figures.percentile(values, P99);
        };
    }

    private static double @Nullable [] backlogs(Readings readings, String arrivals, int rate) {
        double[] latencies = readings.values().get(latency(arrivals, rate));
        double[] due = readings.values().get(ends(arrivals, rate));
        if (latencies == null || due == null) {
            return null;
        }
        long[] at = new long[due.length];
        long[] told = new long[due.length];
        for (int i = 0; i < due.length; i++) {
            at[i] = Math.round(due[i]);
            told[i] = Math.round(due[i] + latencies[i]);
        }
        return new Stretch(at).backlogs(told);
    }

    private static @Nullable Double shortest(Readings readings) {
        double[] kept = readings.values().get(Readings.KEPT);
        return kept == null || kept[0] <= 0 ? null : A_SECOND / kept[0];
    }

    @Override
    public List<String> remarks(Trial trial, String contender, Readings readings) {
        double[] kept = readings.values().get(Readings.KEPT);
        String what = CAPACITY + " " + Kind.PARAMETER + "=" + trial.params().get(Kind.PARAMETER) + " " + contender;
        if (kept == null) {
            return List.of();
        }
        if (kept[0] <= 0) {
            return List.of(what + ": it fell behind at every rate that was tried: no figure of that process");
        }
        return kept[0] * 2 > SustainedTrial.FASTEST
                ? List.of(what + ": at " + Math.round(kept[0])
                        + " a second, about the fastest that is tried, it kept up: it may be faster")
                : List.of();
    }

    @Override
    public @Nullable Double glance(Readings readings) {
        return shortest(readings);
    }
}
