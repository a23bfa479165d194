package posixwait.bench;

import java.util.List;
import java.util.Map;
import posixwait.Backend;

/** Does the garbage collector that a JVM has make a call dearer, whose barriers are on the way to the carriers? */
final class CollectorQuestion extends JmhQuestion {
    static final String NAME = "call-collector";
    private static final String GC = "gc";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    String title() {
        return "One waitpid without a child to find, by the garbage collector";
    }

    @Override
    public List<Trial> trials(Effort effort) {
        return effort.pick(List.of("ZGC"), List.of("ZGC"), List.of("Serial", "G1", "ZGC")).stream()
                .map(gc -> new Trial(
                        NAME,
                        Map.of(GC, gc),
                        0,
                        CompilationQuestion.floor(effort),
                        List.of("-XX:+Use" + (gc.equals("ZGC") ? gc : gc + "GC"))))
                .toList();
    }

    @Override
    public List<Contender> contenders(List<Backend> backends) {
        return Callers.backends(backends);
    }

    @Override
    public int rounds(Effort effort, Trial trial, Contender contender) {
        return effort.pick(1, 1, 3);
    }

    /** Those of ZGC have object pointers of another width, and no archive for others fits them. */
    @Override
    public boolean mayShareClasses(Trial trial) {
        return !"ZGC".equals(trial.params().get(GC));
    }

    @Override
    JmhTask task(Effort effort, Trial trial) {
        return JmhTask.timed("CallOverheadBenchmark.echildByWaitpid", effort);
    }
}
