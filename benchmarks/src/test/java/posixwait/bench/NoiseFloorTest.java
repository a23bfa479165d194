package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NoiseFloorTest {
    private static BenchResult again(String question, String call, Ratio... ratios) {
        return row(question, "ffm" + Callers.AGAIN, call, ratios);
    }

    private static BenchResult row(String question, String subject, String call, Ratio... ratios) {
        return new BenchResult(
                question,
                "",
                subject,
                "25",
                Map.of("call", call),
                "ns",
                1,
                null,
                Map.of(),
                null,
                List.of(ratios),
                null,
                5);
    }

    private static Ratio to(String subject, double value) {
        return new Ratio(subject, value, value / 1.1, value * 1.1, 5);
    }

    @Test
    void itIsWhatASubjectDiffersFromItselfBy() {
        assertThat(NoiseFloor.of(List.of(again("q", "waitpid", to("c", 3), to("ffm", 1.02)))))
                .containsOnlyKeys("q")
                .hasEntrySatisfying("q", floor -> assertThat(floor).isCloseTo(0.02, within(1e-9)));
    }

    @Test
    void fasterIsAsFarOffAsSlower() {
        assertThat(NoiseFloor.of(List.of(again("q", "waitpid", to("ffm", 1 / 1.02))))
                        .get("q"))
                .isCloseTo(0.02, within(1e-9));
    }

    @Test
    void ofSeveralRowsItIsTheMeanSquare() {
        Map<String, Double> floors = NoiseFloor.of(List.of(
                again("q", "waitpid", to("ffm", Math.exp(0.03))), again("q", "waitid", to("ffm", Math.exp(-0.04)))));

        assertThat(floors)
                .hasEntrySatisfying(
                        "q",
                        floor -> assertThat(Math.log1p(floor))
                                .isCloseTo(Math.sqrt((0.0009 + 0.0016) / 2), within(1e-9)));
    }

    @Test
    void eachQuestionHasItsOwn() {
        assertThat(NoiseFloor.of(
                        List.of(again("q", "waitpid", to("ffm", 1.02)), again("other", "waitpid", to("ffm", 1.2)))))
                .containsOnlyKeys("q", "other");
    }

    @Test
    void ofTooFewRoundsNothingIsSaid() {
        assertThat(NoiseFloor.of(List.of(again("q", "waitpid", new Ratio("ffm", 1.5, null, null, 1)))))
                .isEmpty();
    }

    @Test
    void differencesBetweenSubjectsAreNoNoise() {
        assertThat(NoiseFloor.of(List.of(row("q", "jna-direct", "waitpid", to("ffm", 1.5)))))
                .isEmpty();
    }
}
