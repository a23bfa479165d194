package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuredTest {
    private static final Workload CALL = Workload.of(Effort.QUICK).get(0);
    private static final Workload STORM = Workload.of(Effort.QUICK).stream()
            .filter(Workload::isStorm)
            .findFirst()
            .orElseThrow();

    private static Samples call(Double... nanos) {
        return new Samples(List.of(nanos), List.of(), null, null);
    }

    private static Samples storm(long... latencies) {
        return Samples.ofStorms(List.of(new Samples.Storm(latencies)), null);
    }

    @Test
    void theFloorIsTheMedianOfBeforeAndAfter() {
        Measured floor = Measured.floor(List.of(call(100.0, 110.0), call(120.0, 130.0)));

        BenchResult result = floor.results(CALL, "25", floor).get(0);

        assertThat(result.value()).isEqualTo(115.0);
        assertThat(result.ratioToFloor()).isEqualTo(1.0);
        assertThat(result.samples()).isEqualTo(4);
        assertThat(result.bytesPerOp()).isNull();
    }

    @Test
    void aCallIsItsMedianOverTheFloors() {
        Measured floor = Measured.floor(List.of(call(100.0)));
        Measured subject = new Measured("ffm", List.of(150.0, 900.0, 140.0), 7.0, List.of(), 1e-4);

        assertThat(subject.results(CALL, "25.0.3", floor))
                .containsExactly(new BenchResult(
                        "call-echild",
                        CALL.title(),
                        "ffm",
                        "25.0.3",
                        CALL.params(),
                        "ns",
                        150.0,
                        7.0,
                        java.util.Map.of(),
                        1.5,
                        List.of(),
                        0.0,
                        3));
    }

    @Test
    void aStormIsItsP99AndItsDrain() {
        Measured floor = Measured.floor(List.of(storm(100, 200), storm(100, 200)));
        Measured subject = new Measured("ffm", List.of(), null, storm(100, 400).storms(), 12.34);

        List<BenchResult> results = subject.results(STORM, "25", floor);

        assertThat(results).extracting(BenchResult::question).containsExactly("fork-storm", "storm-drain");
        assertThat(results).extracting(BenchResult::value).containsExactly(400.0, 200.0);
        assertThat(results).extracting(BenchResult::ratioToFloor).containsExactly(2.0, 2.0);
        assertThat(results.get(0).percentiles()).containsEntry("max", 400.0);
        assertThat(results.get(0).bytesPerOp()).isEqualTo(12.3);
    }

    @Test
    void withoutAFloorThereIsNoRatio() {
        Measured subject = new Measured("ffm", List.of(150.0), null, List.of(), null);

        assertThat(subject.results(CALL, "25", null)).allMatch(result -> result.ratioToFloor() == null);
    }
}
