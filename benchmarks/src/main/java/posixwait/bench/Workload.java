package posixwait.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fork storm to measure with every subject.
 *
 * @param params what is varied, which are the parameters of the JMH benchmark as well
 * @param warmups its iterations that do not count
 * @param iterations those that do
 * @param floor the arguments of the C program
 * @param withoutJavaProcess why {@code java.lang.Process} cannot do it; {@code null} if it can
 */
record Workload(
        Map<String, String> params,
        int warmups,
        int iterations,
        List<String> floor,
        @Nullable String withoutJavaProcess) {
    /** The latency of storms. */
    static final String STORM = "fork-storm";

    /** The throughput of the same storms. */
    static final String DRAIN = "storm-drain";

    static final String STORM_TITLE = "From the instant all children die to each status in hand";
    static final String DRAIN_TITLE = "Time per child until a storm is reaped";

    /** Every question that can be asked for; the drain of storms comes with their latency. */
    static final List<String> QUESTIONS = List.of(STORM);

    /** {@return what to measure with a given effort} */
    static List<Workload> of(Effort effort) {
        List<Workload> all = new ArrayList<>();
        effort.bare().forEach(n -> all.add(storm(effort, "bare", n)));
        effort.exec().forEach(n -> all.add(storm(effort, "exec", n)));
        return List.copyOf(all);
    }

    private static Workload storm(Effort effort, String children, int n) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("children", children);
        params.put("n", "" + n);
        int storms = effort.storms(n);
        int warmups = effort.stormWarmups(n);
        return new Workload(
                params,
                warmups,
                storms,
                List.of(STORM, children, "" + n, "" + storms, "" + warmups),
                children.equals("exec") ? null : "it starts programs only; compare with children=exec");
    }

    /** {@return what a JVM of JMH measures of it} */
    JmhTask task() {
        return JmhTask.shots("ForkStormBenchmark.drain", params, warmups, iterations);
    }

    /** {@return such as {@code fork-storm children=bare n=100}} */
    @Override
    public String toString() {
        StringBuilder words = new StringBuilder(STORM);
        params.forEach(
                (name, value) -> words.append(' ').append(name).append('=').append(value));
        return words.toString();
    }
}
