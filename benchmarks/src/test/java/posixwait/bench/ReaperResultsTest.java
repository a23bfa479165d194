package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReaperResultsTest {
    private static final ReaperWorkload STORM = new ReaperWorkload(ReaperWorkload.STORM, 2, 2, List.of("1", "1"));
    private static final ReaperWorkload ALONE = new ReaperWorkload(ReaperWorkload.BYSTANDERS, 0, 1, List.of("1", "1"));
    private static final ReaperWorkload CROWDED =
            new ReaperWorkload(ReaperWorkload.BYSTANDERS, 100, 101, List.of("1", "1"));
    private static final ReaperWorkload MANY = new ReaperWorkload(ReaperWorkload.FOOTPRINT, 20, 20, List.of("10"));
    private static final ReaperWorkload ALLOCATION =
            new ReaperWorkload(ReaperWorkload.ALLOCATION, 500, 500, List.of("500"));

    private final ReaperRounds rounds = new ReaperRounds();
    private final ReaperResults results = new ReaperResults(rounds, "25");

    private static Readings latencies(double... nanos) {
        return Readings.of(Map.of(Readings.LATENCY, nanos));
    }

    private static BenchResult of(List<BenchResult> results, String subject) {
        return results.stream()
                .filter(result -> result.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private static Ratio ratio(BenchResult result, String to) {
        return result.ratios().stream()
                .filter(ratio -> ratio.to().equals(to))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aStormIsItsLastStatusAndComparedWithEveryOtherContender() {
        rounds.add(STORM, "c", 0, latencies(50, 100));
        rounds.add(STORM, "ffm", 0, latencies(120, 60));
        rounds.add(STORM, Subject.JAVA_PROCESS, 0, latencies(4000, 10));

        List<BenchResult> storm = results.of(STORM, STORM);

        assertThat(of(storm, "ffm").value()).isEqualTo(120);
        assertThat(of(storm, "ffm").percentiles()).containsEntry("max", 120.0).containsKey("p99");
        assertThat(of(storm, "ffm").ratioToFloor()).isCloseTo(1.2, within(1e-9));
        assertThat(of(storm, "c").ratioToFloor()).isEqualTo(1);
        assertThat(ratio(of(storm, Subject.JAVA_PROCESS), "ffm").value()).isCloseTo(4000 / 120.0, within(1e-9));
    }

    @Test
    void aRoundThatOneContenderLacksIsNotCompared() {
        rounds.add(STORM, "c", 0, latencies(100));
        rounds.add(STORM, "c", 1, latencies(900));
        rounds.add(STORM, "ffm", 0, latencies(200));

        BenchResult reaper = of(results.of(STORM, STORM), "ffm");

        assertThat(ratio(reaper, "c"))
                .isEqualTo(new Ratio("c", ratio(reaper, "c").value(), null, null, 1));
        assertThat(ratio(reaper, "c").value()).isCloseTo(2, within(1e-9));
    }

    @Test
    void aDeathAmongBystandersIsTheMiddleOneAndComparedWithADeathAlone() {
        rounds.add(ALONE, "ffm", 0, latencies(10, 10, 90));
        rounds.add(CROWDED, "ffm", 0, latencies(15, 15, 20));

        BenchResult crowded = of(results.of(CROWDED, ALONE), "ffm");

        assertThat(crowded.value()).isEqualTo(15);
        assertThat(ratio(crowded, "n=0").value()).isCloseTo(1.5, within(1e-9));
    }

    @Test
    void aFootprintAnswersFourQuestions() {
        rounds.add(
                MANY,
                "ffm",
                0,
                Readings.of(Map.of(
                        Readings.LATENCY, new double[] {5, 9},
                        Readings.REGISTRATION, new double[] {100, 110},
                        Readings.HEAP, new double[] {300.04},
                        Readings.THREADS, new double[] {1})));

        List<BenchResult> all = results.of(MANY, MANY);

        assertThat(all)
                .extracting(BenchResult::question)
                .containsExactly(
                        ReaperResults.DRAIN,
                        ReaperResults.REGISTER,
                        ReaperResults.REGISTER,
                        ReaperResults.HEAP,
                        ReaperResults.THREADS);
        assertThat(all).extracting(BenchResult::value).containsExactly(9.0, 100.0, 110.0, 300.0, 1.0);
        assertThat(ratio(all.get(2), "after=0").value()).isCloseTo(1.1, within(1e-9));
    }

    @Test
    void lessThanHalfAByteIsNone() {
        rounds.add(
                ALLOCATION,
                "ffm",
                0,
                Readings.of(Map.of(Readings.BEYOND_FATE, new double[] {0.2}, Readings.ALLOCATED, new double[] {40.2})));

        BenchResult allocation = of(results.of(ALLOCATION, ALLOCATION), "ffm");

        assertThat(allocation.value()).isZero();
        assertThat(allocation.bytesPerOp()).isEqualTo(40.2);
    }

    @Test
    void whoeverGaveNothingHasNoFigures() {
        assertThat(results.of(STORM, STORM)).isEmpty();
    }

    @Test
    void readsWhatTheCProgramWrites() {
        Readings latencies = Readings.parse("{\"values\":{\"latency\":[1,2],\"registration\":[0.5]}}");

        assertThat(ReaperResults.last(latencies)).isEqualTo(2);
        assertThat(ReaperResults.named(Readings.REGISTRATION, 0).of(latencies)).isEqualTo(0.5);
        assertThat(Readings.parse("{\"skipped\":\"clone\"}").skipped()).isEqualTo("clone");
    }
}
