package posixwait.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import posixwait.Backend;

/** What does one call cost before, or where, the optimising compiler has not been at it? */
final class CompilationQuestion extends JmhQuestion {
    static final String NAME = "call-compiled";
    private static final String BY = "by";

    /** By whom the code is compiled, and the flags for that. */
    private static final Map<String, List<String>> FLAGS =
            Map.of("C2", List.of(), "C1", List.of("-XX:TieredStopAtLevel=1"), "nobody", List.of("-Xint"));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    String title() {
        return "One waitpid without a child to find, by who compiles the code around it";
    }

    @Override
    public List<Trial> trials(Effort effort) {
        List<String> compilers = effort.pick(List.of("nobody"), List.of("C1"), List.of("C2", "C1", "nobody"));
        return compilers.stream()
                .map(by -> new Trial(NAME, Map.of(BY, by), 0, floor(effort), FLAGS.getOrDefault(by, List.of())))
                .toList();
    }

    /** What C does is the same for all. */
    static List<String> floor(Effort effort) {
        List<String> arguments = new ArrayList<>(List.of(CallQuestion.WAITPID));
        arguments.addAll(floorOf(effort));
        return arguments;
    }

    @Override
    public List<Contender> contenders(List<Backend> backends) {
        return Callers.all(backends).stream()
                .filter(contender -> !Callers.isAgain(contender))
                .toList();
    }

    @Override
    public int rounds(Effort effort, Trial trial, Contender contender) {
        return effort.pick(1, 1, 3);
    }

    @Override
    JmhTask task(Effort effort, Trial trial) {
        return JmhTask.timed("CallOverheadBenchmark.echildByWaitpid", effort);
    }
}
