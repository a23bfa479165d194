package posixwait.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import posixwait.Backend;

/** All die at once: how long until each status is in hand? */
final class StormQuestion implements TrialQuestion {
    static final String NAME = "reaper-storm";

    /** The same storms, seen from the one who reaps: how long is it from one status to the next? */
    static final String SERVICE = "reaper-service";

    static final String RELEASE = "release";
    static final String KILL = "kill";
    static final String PIPE = "pipe";

    /** The size whose second series tells the noise. */
    private static final int MANY = 1000;

    /** Of more, nobody is asked for a thread for each. */
    private static final int MOST_THREADS = 4000;

    /**
     * Of more, nobody is asked for three pipes for each, unless this system property says so: each new child holds copies of
     * all pipes, and closes them, so the time to start them grows with the square of their number, to minutes.
     */
    private static final String MOST_WITH_PIPES = "posixwait.bench.pipes";

    private static final int FEW_WITH_PIPES = 1000;

    /** The rounds of those that a choice is made between. */
    private static final int QUICK_ROUNDS = 3;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Trial> trials(Effort effort) {
        List<Trial> all = new ArrayList<>();
        for (int n : effort.pick(List.of(10), List.of(1000), List.of(10, 100, 1000, 4000, 15_000))) {
            all.add(trial(effort, Kind.BARE, KILL, n));
        }
        for (int n : effort.pick(List.of(10), List.of(200), List.of(1000, 4000))) {
            all.add(trial(effort, Kind.EXEC, KILL, n));
        }
        for (int n : effort.pick(List.of(10), List.<Integer>of(), List.of(1000))) {
            all.add(trial(effort, Kind.EXEC, PIPE, n));
        }
        return all;
    }

    private static Trial trial(Effort effort, String children, String release, int n) {
        int warmups = effort.pick(1, 1, 3);
        int each = effort.pick(5, children.equals(Kind.BARE) ? 500 : 100, children.equals(Kind.BARE) ? 1000 : 200);
        Map<String, String> params = new LinkedHashMap<>();
        params.put(Kind.PARAMETER, children);
        params.put(RELEASE, release);
        params.put("n", "" + n);
        return Trial.of(NAME, params, Math.max(n, each), List.of("" + n, "" + warmups, "" + each, children, release))
                .with(CompilingDeaths.flags(effort));
    }

    /** The noise floor is that of the session: a row of each kind of child tells it. */
    private static boolean tellsNoise(Effort effort, Trial trial) {
        boolean killed = KILL.equals(trial.params().get(RELEASE));
        return killed && effort.pick(isBare(trial), false, trial.n() == MANY);
    }

    private static boolean isBare(Trial trial) {
        return Kind.BARE.equals(trial.params().get(Kind.PARAMETER));
    }

    @Override
    public int rounds(Effort effort) {
        return effort.pick(1, QUICK_ROUNDS, 5);
    }

    @Override
    public int rounds(Effort effort, Trial trial, Contender contender) {
        if (Callers.isAgain(contender) && !tellsNoise(effort, trial)) {
            return 0;
        }
        if (effort == Effort.QUICK) {
            if (contender.isControl()) {
                // Nobody chooses by it, and a short run is to stay short.
                return 0;
            }
            boolean chosenBetween = contender.name().equals(Subject.FLOOR) || contender.goes(Way.REAPER);
            return isBare(trial) && chosenBetween ? QUICK_ROUNDS : 1;
        }
        boolean byPipe = PIPE.equals(trial.params().get(RELEASE));
        boolean few = isBare(trial) || byPipe || contender.makesPipes() || Callers.isAgain(contender);
        return few ? Math.min(Ratio.FEWEST_ROUNDS, rounds(effort)) : rounds(effort);
    }

    @Override
    public List<String> flags(Effort effort) {
        return effort.fewCallsFlags();
    }

    @Override
    public List<Contender> contenders(List<Backend> backends) {
        List<Contender> all = new ArrayList<>(Contender.among(
                backends,
                Way.WAIT_ANY,
                Way.WAIT_EACH,
                Way.SIGCHLD,
                Way.THREADS,
                Way.PROCESS,
                Way.PROCESS_WITH_PIPES,
                Way.NU_PROCESS));
        // Behind C itself, which comes first.
        all.add(1, Contender.cWithPipes());
        all.add(Contender.reaperWithPipes(backends.get(0)));
        // Not beside the first series: another place in the round is part of the noise.
        all.add(Contender.jvm(backends.get(0).binding(), Way.REAPER, backends.get(0))
                .again());
        return List.copyOf(all);
    }

    @Override
    public @Nullable String absence(Trial trial, Contender contender) {
        if (isBare(trial) && contender.startsPrograms()) {
            return "it starts programs only; see " + Kind.PARAMETER + "=" + Kind.EXEC;
        }
        if (!isBare(trial) && contender.takesAnyPid()) {
            return "it is compared with bare children, of which there are more; with programs the kernel's time is most";
        }
        if (contender.makesPipes() && PIPE.equals(trial.params().get(RELEASE))) {
            return "it gives each child pipes of its own; see " + RELEASE + "=" + KILL;
        }
        int most = Integer.getInteger(MOST_WITH_PIPES, FEW_WITH_PIPES);
        if (contender.makesPipes() && trial.n() > most) {
            return "it makes three pipes for each child; those of Java and NuProcess each close the pipes of all others, so"
                    + " starting them takes minutes; --pipes " + trial.n() + " measures all with pipes";
        }
        return contender.needsThreads() && trial.n() > MOST_THREADS
                ? "it takes a thread for each child, and " + MOST_THREADS + " are enough to see what that costs"
                : null;
    }

    @Override
    public Readings measure(TrialTask task) {
        int n = task.number(0);
        int warmups = task.number(1);
        int each = task.number(2);
        Kind kind = Kind.named(task.arguments().get(3), n + warmups * each);
        Ends ends = new Ends();
        if (task.arguments().get(4).equals(PIPE)) {
            try (PipeGate gate = new PipeGate(task.backend().calls());
                    Watching watching = Way.valueOf(task.way()).open(task.backend(), gate.kind(), ends)) {
                CompilingDeaths.before(task, watching, ends);
                return new StormTrial(task.backend().calls(), watching, gate, ends).measure(n, warmups, each);
            }
        }
        try (Watching watching = Way.valueOf(task.way()).open(task.backend(), kind, ends)) {
            CompilingDeaths.before(task, watching, ends);
            return new StormTrial(task.backend().calls(), watching, null, ends).measure(n, warmups, each);
        }
    }

    @Override
    public List<BenchResult> results(TrialResults figures, Trial trial, List<Trial> trials) {
        List<BenchResult> results = new ArrayList<>(figures.of(
                trial,
                TrialResults.Row.latency(
                        NAME, "From the instant all die to the last status in hand", trial, TrialResults::last)));
        results.addAll(figures.of(
                trial,
                new TrialResults.Row(
                        SERVICE,
                        "From one status of a storm to the next",
                        trial.params(),
                        "ns",
                        Service::middle,
                        Service::of,
                        null,
                        null)));
        return results;
    }
}
