package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuredTest {
    private static final Workload STORM = Workload.of(Effort.QUICK).get(0);

    private static Samples storm(long... latencies) {
        return Samples.ofStorms(List.of(new Samples.Storm(latencies)), null);
    }

    @Test
    void theFloorIsWhatWasMeasuredBeforeAndAfter() {
        Measured floor = Measured.floor(List.of(storm(100, 200), storm(300, 400)));

        BenchResult latency = floor.results(STORM, "25", floor).get(0);

        assertThat(latency.samples()).isEqualTo(4);
        assertThat(latency.ratioToFloor()).isEqualTo(1.0);
        assertThat(latency.bytesPerOp()).isNull();
    }

    @Test
    void aStormIsItsP99AndItsDrain() {
        Measured floor = Measured.floor(List.of(storm(100, 200), storm(100, 200)));
        Measured subject = new Measured("ffm", storm(100, 400).storms(), 12.34);

        List<BenchResult> results = subject.results(STORM, "25", floor);

        assertThat(results).extracting(BenchResult::question).containsExactly("fork-storm", "storm-drain");
        assertThat(results).extracting(BenchResult::value).containsExactly(400.0, 200.0);
        assertThat(results).extracting(BenchResult::ratioToFloor).containsExactly(2.0, 2.0);
        assertThat(results.get(0).percentiles()).containsEntry("max", 400.0);
        assertThat(results.get(0).bytesPerOp()).isEqualTo(12.3);
    }

    @Test
    void withoutAFloorThereIsNoRatio() {
        Measured subject = new Measured("ffm", storm(100, 400).storms(), null);

        assertThat(subject.results(STORM, "25", null)).allMatch(result -> result.ratioToFloor() == null);
    }
}
