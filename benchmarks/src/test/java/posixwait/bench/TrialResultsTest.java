package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrialResultsTest {
    private static final Trial STORM = Trial.of(StormQuestion.NAME, 2, 2, 1, 1);
    private static final Trial ALONE = Trial.of(BystandersQuestion.NAME, 0, 1, 1, 1);
    private static final Trial CROWDED = Trial.of(BystandersQuestion.NAME, 100, 101, 1, 1);
    private static final Trial MANY = Trial.of(FootprintQuestion.NAME, 20, 20, 10);
    private static final Trial ALLOCATION = Trial.of(AllocationQuestion.NAME, 500, 500, 500);

    private final TrialRounds rounds = new TrialRounds();
    private final TrialResults results = new TrialResults(rounds, "25", null);

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

        List<BenchResult> storm = new StormQuestion().results(results, STORM, List.of(STORM));

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

        BenchResult reaper = of(new StormQuestion().results(results, STORM, List.of(STORM)), "ffm");

        assertThat(ratio(reaper, "c"))
                .isEqualTo(new Ratio("c", ratio(reaper, "c").value(), null, null, 1));
        assertThat(ratio(reaper, "c").value()).isCloseTo(2, within(1e-9));
    }

    @Test
    void aDeathAmongBystandersIsTheMiddleOneAndComparedWithADeathAlone() {
        rounds.add(ALONE, "ffm", 0, latencies(10, 10, 90));
        rounds.add(CROWDED, "ffm", 0, latencies(15, 15, 20));

        BenchResult crowded = of(new BystandersQuestion().results(results, CROWDED, List.of(ALONE, CROWDED)), "ffm");

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

        List<BenchResult> all = new FootprintQuestion().results(results, MANY, List.of(MANY));

        assertThat(all)
                .extracting(BenchResult::question)
                .containsExactly(
                        FootprintQuestion.DRAIN,
                        FootprintQuestion.REGISTER,
                        FootprintQuestion.REGISTER,
                        FootprintQuestion.HEAP,
                        FootprintQuestion.THREADS);
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

        BenchResult allocation = of(new AllocationQuestion().results(results, ALLOCATION, List.of(ALLOCATION)), "ffm");

        assertThat(allocation.value()).isZero();
        assertThat(allocation.bytesPerOp()).isEqualTo(40.2);
    }

    @Test
    void whoeverGaveNothingHasNoFigures() {
        assertThat(new StormQuestion().results(results, STORM, List.of(STORM))).isEmpty();
    }

    @Test
    void readsWhatTheCProgramWrites() {
        Readings latencies = Readings.parse("{\"values\":{\"latency\":[1,2],\"registration\":[0.5]}}");

        assertThat(TrialResults.last(latencies)).isEqualTo(2);
        assertThat(TrialResults.named(Readings.REGISTRATION, 0).of(latencies)).isEqualTo(0.5);
        assertThat(Readings.parse("{\"skipped\":\"clone\"}").skipped()).isEqualTo("clone");
    }
}
