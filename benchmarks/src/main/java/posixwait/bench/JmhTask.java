package posixwait.bench;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a JVM of JMH measures.
 *
 * @param benchmark the benchmark, {@code Class.method}
 * @param params its parameters but the subject
 * @param warmups its iterations that do not count
 * @param iterations those that do
 * @param time how long each takes, where it is not a single shot
 * @param operations of how many operations one score is the time, beyond what the benchmark says itself
 * @param jdk what runs it; {@code null} for the JDK that runs this
 */
record JmhTask(
        String benchmark,
        Map<String, String> params,
        int warmups,
        int iterations,
        Duration time,
        int operations,
        @Nullable OtherJdk jdk) {

    /** {@return a benchmark that is called again and again for a time, once for each iteration} */
    static JmhTask timed(String benchmark, Effort effort) {
        return new JmhTask(
                benchmark,
                Map.of(),
                effort.pick(1, 3, 5),
                effort.pick(1, 4, 6),
                Duration.ofMillis(effort.pick(10, 40, 100)),
                1,
                null);
    }

    /** {@return a benchmark of which each iteration is one call} */
    static JmhTask shots(String benchmark, Map<String, String> params, int warmups, int iterations) {
        return new JmhTask(benchmark, params, warmups, iterations, Duration.ofSeconds(1), 1, null);
    }

    JmhTask ofOperations(int count) {
        return new JmhTask(benchmark, params, warmups, iterations, time, count, jdk);
    }

    JmhTask on(@Nullable OtherJdk other) {
        return new JmhTask(benchmark, params, warmups, iterations, time, operations, other);
    }
}
