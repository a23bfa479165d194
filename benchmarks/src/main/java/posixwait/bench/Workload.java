package posixwait.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing to measure with every subject.
 *
 * @param question what the figure answers
 * @param title the question in words
 * @param params what is varied
 * @param benchmark the JMH benchmark, {@code Class.method}
 * @param jmhParams its parameters but the subject
 * @param warmups its iterations that do not count
 * @param iterations those that do
 * @param floor the arguments of the C program
 * @param withoutJavaProcess why {@code java.lang.Process} cannot do it; {@code null} if it can
 */
record Workload(
        String question,
        String title,
        Map<String, String> params,
        String benchmark,
        Map<String, String> jmhParams,
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
    static final List<String> QUESTIONS = List.of("call-echild", "call-wnohang", "reap-zombie", STORM);

    /** {@return what to measure with a given effort, in the order of the questions} */
    static List<Workload> of(Effort effort) {
        List<Workload> all = new ArrayList<>();
        for (String way : effort.callWays()) {
            all.add(call(effort, "call-echild", "One call without a child to find", "echildBy", way));
        }
        for (String way : effort.callWays()) {
            all.add(call(effort, "call-wnohang", "One call that finds a child still alive", "wnohangBy", way));
        }
        for (String way : effort.reapWays()) {
            all.add(reap(effort, way));
        }
        effort.bare().forEach(n -> all.add(storm(effort, "bare", n)));
        effort.exec().forEach(n -> all.add(storm(effort, "exec", n)));
        return List.copyOf(all);
    }

    private static Workload call(Effort effort, String question, String title, String method, String way) {
        return new Workload(
                question,
                title,
                Map.of("call", way),
                "CallOverheadBenchmark." + method + capitalized(way),
                Map.of(),
                effort.callWarmups(),
                effort.callIterations(),
                List.of(question, way, "" + effort.floorCalls(), "" + effort.floorBatches()),
                "it has no such call");
    }

    private static Workload reap(Effort effort, String way) {
        return new Workload(
                "reap-zombie",
                "Reaping one child that has ended already",
                Map.of("call", way),
                "ReapZombieBenchmark.by" + capitalized(way),
                Map.of(),
                effort.reapWarmups(),
                effort.reapRounds(),
                List.of("reap-zombie", way, "" + ReapZombieBenchmark.BATCH, "" + effort.reapRounds()),
                "it has no such call; a thread of its own reaps each child as soon as it ends");
    }

    private static Workload storm(Effort effort, String children, int n) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("children", children);
        params.put("n", "" + n);
        int storms = effort.storms(n);
        int warmups = effort.stormWarmups(n);
        return new Workload(
                STORM,
                STORM_TITLE,
                params,
                "ForkStormBenchmark.drain",
                params,
                warmups,
                storms,
                List.of(STORM, children, "" + n, "" + storms, "" + warmups),
                children.equals("exec") ? null : "it starts programs only; compare with children=exec");
    }

    private static String capitalized(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    boolean isStorm() {
        return question.equals(STORM);
    }

    /** {@return such as {@code fork-storm children=bare n=100}} */
    @Override
    public String toString() {
        StringBuilder words = new StringBuilder(question);
        params.forEach(
                (name, value) -> words.append(' ').append(name).append('=').append(value));
        return words.toString();
    }
}
