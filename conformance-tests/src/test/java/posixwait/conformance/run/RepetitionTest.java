package posixwait.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import posixwait.conformance.Level;

class RepetitionTest {
    private static BackendRun run(Level level, Outcome outcome) {
        return new BackendRun(
                "jna",
                "jna-direct",
                "17",
                List.of(new RequirementResult("THR-001", level, "t", "r", List.of("c"), "", outcome, "", 1)));
    }

    @Test
    void the_worst_outcome_is_reported_and_the_others_are_counted() {
        List<Repetition.Differing> differing = new ArrayList<>();

        BackendRun worst = Repetition.worst(
                List.of(
                        run(Level.REQUIRED, Outcome.PASSED),
                        run(Level.REQUIRED, Outcome.FAILED),
                        run(Level.REQUIRED, Outcome.PASSED)),
                differing);

        assertThat(worst).isEqualTo(run(Level.REQUIRED, Outcome.FAILED));
        assertThat(differing)
                .containsExactly(new Repetition.Differing(
                        "jna", "17", "THR-001", Level.REQUIRED, Map.of(Outcome.PASSED, 2, Outcome.FAILED, 1)));
        assertThat(differing.get(0).conforms()).isFalse();
    }

    @Test
    void the_same_outcome_each_time_does_not_differ() {
        List<Repetition.Differing> differing = new ArrayList<>();

        Repetition.worst(List.of(run(Level.REQUIRED, Outcome.FAILED), run(Level.REQUIRED, Outcome.FAILED)), differing);

        assertThat(differing).isEmpty();
    }

    @Test
    void a_hunt_for_a_race_may_differ() {
        List<Repetition.Differing> differing = new ArrayList<>();

        Repetition.worst(
                List.of(run(Level.STOCHASTIC, Outcome.PASSED), run(Level.STOCHASTIC, Outcome.UNSUPPORTED)), differing);

        assertThat(differing).allMatch(Repetition.Differing::conforms).hasSize(1);
    }
}
