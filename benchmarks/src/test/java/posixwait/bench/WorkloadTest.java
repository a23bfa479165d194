package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    @Test
    void everyStormIsMeasuredByABenchmarkThatIsThere() {
        for (Effort effort : List.of(Effort.QUICK, Effort.FULL, Effort.SMOKE)) {
            assertThat(Workload.of(effort)).isNotEmpty().allSatisfy(workload -> Benchmarks.assertHas(workload.task()));
        }
    }

    @Test
    void stormsAreRepeatedSoThatThereIsASpread() {
        assertThat(Effort.QUICK.storms(5000)).isEqualTo(3);
        assertThat(Effort.QUICK.storms(100)).isEqualTo(10);
        assertThat(Effort.SMOKE.storms(20)).isEqualTo(1);
    }
}
