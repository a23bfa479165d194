package posixwait.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import posixwait.Backend;
import posixwait.bench.peers.NuProcessWatching;
import posixwait.bench.peers.ProcessMaker;

/** A child is made: how long until its maker has the pid, and until its program runs? */
final class CreatingQuestion implements TrialQuestion {
    static final String NAME = "creating";

    /** From before the call to the pid in hand. */
    static final String PID = "creating-pid";

    /** From before the call to the first instruction of the program. */
    static final String RUNS = "creating-runs";

    private static final String HEAP = "heap";
    private static final String DESCRIPTORS = "fds";

    /** A small heap: what a JVM needs for this and no more. */
    private static final int SMALL = 64;

    /** What a JVM touches besides its heap, and what is to be left for others. */
    private static final int OTHER_MEBIBYTES = 512;

    /** Those that a quick run has with a larger heap: of C and of JVMs one that copies nothing, and one that copies. */
    private static final Set<String> GROWING = Set.of(Subject.FLOOR, "c(fork)", "ffm", Subject.JAVA_PROCESS + "(FORK)");

    private static final List<String> MECHANISMS = List.of("POSIX_SPAWN", "VFORK", "FORK");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String program() {
        return NAME;
    }

    @Override
    public List<Trial> trials(Effort effort) {
        int children = effort.pick(3, 20, 200);
        int warmups = effort.pick(2, 10, 100);
        List<Trial> trials = new ArrayList<>();
        for (int heap : effort.pick(List.of(SMALL), List.of(SMALL, 256), List.of(SMALL, 1024, 4096))) {
            trials.add(trial(heap, 0, children, warmups));
        }
        for (int descriptors : effort.pick(List.<Integer>of(), List.<Integer>of(), List.of(10_000))) {
            trials.add(trial(SMALL, descriptors, children, warmups));
        }
        return trials;
    }

    private static Trial trial(int heap, int descriptors, int children, int warmups) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put(HEAP, "" + heap);
        params.put(DESCRIPTORS, "" + descriptors);
        return new Trial(
                NAME,
                params,
                Math.max(1, descriptors),
                List.of("" + heap, "" + descriptors, "" + children, "" + warmups),
                // All of it is there and touched before the first child is made.
                List.of("-Xms" + heap + "m", "-Xmx" + heap + "m", "-XX:+AlwaysPreTouch"));
    }

    @Override
    public int rounds(Effort effort) {
        return effort.pick(1, 1, Ratio.FEWEST_ROUNDS);
    }

    @Override
    public int rounds(Effort effort, Trial trial, Contender contender) {
        if (Callers.isAgain(contender)) {
            // The noise floor is that of the session: the first trial tells it.
            return trial.equals(trials(effort).get(0)) ? effort.pick(0, 0, rounds(effort)) : 0;
        }
        boolean larger = !("" + SMALL).equals(trial.params().get(HEAP));
        return effort == Effort.QUICK && larger && !GROWING.contains(contender.name()) ? 0 : rounds(effort);
    }

    @Override
    public List<String> flags(Effort effort) {
        return effort.fewCallsFlags();
    }

    @Override
    public List<Contender> contenders(List<Backend> backends) {
        List<Contender> all = new ArrayList<>();
        all.add(Contender.c(Subject.FLOOR, "posix_spawn", 1));
        all.add(Contender.c("c(fork)", "fork", 1));
        all.add(Contender.c("c(vfork)", "vfork", 1));
        all.add(Contender.c("c(clone)", "clone", 1));
        all.add(Contender.c("c(clone CLONE_VM)", "clone-vm", 1));
        for (Backend backend : backends) {
            all.add(jvm(backend.binding(), CreatingWay.SPAWN, backend, List.of()));
            all.add(jvm(backend.binding() + "(clone)", CreatingWay.CLONE, backend, List.of()));
            all.add(jvm(backend.binding() + "(clone CLONE_VM)", CreatingWay.CLONE_VM, backend, List.of()));
        }
        Backend best = backends.get(0);
        for (String mechanism : MECHANISMS) {
            all.add(jvm(
                    Subject.JAVA_PROCESS + "(" + mechanism + ")",
                    CreatingWay.PROCESS,
                    best,
                    List.of("-D" + ProcessMaker.MECHANISM + "=" + mechanism)));
        }
        all.add(jvm(Contender.NU_PROCESS, CreatingWay.NU_PROCESS, best, NuProcessWatching.FLAGS));
        all.add(jvm(best.binding() + Callers.AGAIN, CreatingWay.SPAWN, best, List.of()));
        return List.copyOf(all);
    }

    /** The descriptors of a contender are those that are open before, one for each of the trial. */
    private static Contender jvm(String name, CreatingWay way, Backend backend, List<String> flags) {
        return new Contender(name, way.name(), 1, backend.name(), backend.binding(), flags);
    }

    @Override
    public @Nullable String absence(Trial trial, Contender contender) {
        return MemoryLimit.of(Long.parseLong(trial.params().getOrDefault(HEAP, "0")) + OTHER_MEBIBYTES);
    }

    @Override
    public Readings measure(TrialTask task) {
        CreatingWay way = CreatingWay.valueOf(task.way());
        int children = task.number(2);
        int warmups = task.number(3);
        SharedDirectory directory = SharedDirectory.ofStarter()
                .orElseThrow(() -> new IllegalStateException("nobody has made the program that is to be started"));
        Path program = directory.file(NAME);
        if (!Files.isExecutable(program)) {
            throw new HostLimit("the program that is started is made by a C compiler; install one, named cc");
        }
        Path starts = directory.file(NAME + ".starts");
        empty(starts);
        CreatingTrial.openDescriptors(task.backend().calls(), task.number(1));
        try (Maker maker = way.open(
                task.backend(), children + warmups, List.of(program.toString(), "started", starts.toString()))) {
            return new CreatingTrial(maker, starts, way.runsProgram()).measure(children, warmups);
        }
    }

    private static void empty(Path file) {
        try {
            Files.write(file, new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<BenchResult> results(TrialResults figures, Trial trial, List<Trial> trials) {
        List<BenchResult> results = new ArrayList<>(figures.of(
                trial, row(PID, "From the call that makes a child to its pid in hand", trial, Readings.PID)));
        results.addAll(figures.of(
                trial,
                row(RUNS, "From the call that makes a child to the first instruction of main", trial, Readings.RUNS)));
        return results;
    }

    private static TrialResults.Row row(String question, String title, Trial trial, String readings) {
        return new TrialResults.Row(
                question,
                title,
                trial.params(),
                "ns",
                TrialResults.middleOf(readings),
                TrialResults.all(readings),
                null,
                null);
    }

    @Override
    public @Nullable Double glance(Readings readings) {
        return TrialResults.middleOf(Readings.PID).of(readings);
    }
}
