package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;

/** The benchmarks that there are. */
final class Benchmarks {
    private Benchmarks() {}

    /** Asserts that a task names one. */
    static void assertHas(JmhTask task) {
        int dot = task.benchmark().indexOf('.');
        try {
            Class<?> type = Class.forName("posixwait.bench." + task.benchmark().substring(0, dot));
            assertThat(Arrays.stream(type.getMethods())
                            .filter(method -> method.isAnnotationPresent(Benchmark.class))
                            .map(Method::getName))
                    .contains(task.benchmark().substring(dot + 1));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
