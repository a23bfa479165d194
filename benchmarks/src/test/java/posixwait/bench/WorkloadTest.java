package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;

class WorkloadTest {
    @Test
    void everyWorkloadNamesABenchmark() throws Exception {
        for (Effort effort : List.of(Effort.QUICK, Effort.FULL, Effort.SMOKE)) {
            for (Workload workload : Workload.of(effort)) {
                String name = workload.benchmark();
                int dot = name.indexOf('.');
                Class<?> type = Class.forName("posixwait.bench." + name.substring(0, dot));
                assertThat(Arrays.stream(type.getMethods())
                                .filter(method -> method.isAnnotationPresent(Benchmark.class))
                                .map(method -> method.getName()))
                        .contains(name.substring(dot + 1));
            }
        }
    }

    @Test
    void everyQuestionHasAWorkload() {
        assertThat(Workload.of(Effort.SMOKE).stream().map(Workload::question).distinct())
                .containsExactlyElementsOf(Workload.QUESTIONS);
    }

    @Test
    void stormsAreRepeatedSoThatThereIsASpread() {
        assertThat(Effort.QUICK.storms(5000)).isEqualTo(3);
        assertThat(Effort.QUICK.storms(100)).isEqualTo(10);
        assertThat(Effort.SMOKE.storms(20)).isEqualTo(1);
    }
}
