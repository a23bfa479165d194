package posixwait.cli.regression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often the gate fires, over whole runs that are simulated. */
class FalseAlarmTest {
    private static final int RUNS = 100;

    @ParameterizedTest
    @CsvSource({"QUICK, 0", "QUICK, 0.01", "QUICK, 0.02", "FULL, 0", "FULL, 0.01", "FULL, 0.02", "FULL, 0.05"})
    void of_a_hundred_runs_that_changed_nothing_five_fire_at_the_most(
            SimulatedRun.Length length, double betweenProcesses) {
        long fired = SimulatedRun.pairs(RUNS, length, betweenProcesses, subject -> 1)
                .filter(comparison -> !comparison.regressions().isEmpty())
                .count();

        assertThat(fired).isLessThanOrEqualTo(RUNS / 20);
    }

    @ParameterizedTest
    @CsvSource({"QUICK, 0, 1.3", "FULL, 0, 1.2", "FULL, 0, 1.3", "FULL, 0.01, 1.2", "FULL, 0.02, 1.3"})
    void a_subject_that_got_slower_is_found_ten_times_out_of_ten(
            SimulatedRun.Length length, double betweenProcesses, double slowness) {
        List<Comparison> runs = SimulatedRun.pairs(
                        10, length, betweenProcesses, SimulatedRun.slow("jna-direct", slowness))
                .toList();

        assertThat(runs)
                .allSatisfy(run -> assertThat(run.regressions())
                        .extracting(change -> change.row().subject())
                        .contains("jna-direct"));
    }

    @Test
    void what_is_named_is_what_got_slower() {
        assertThat(SimulatedRun.pairs(20, SimulatedRun.Length.FULL, 0.01, SimulatedRun.slow("ffm", 1.3))
                        .flatMap(run -> run.regressions().stream()))
                .hasSizeGreaterThan(20)
                .extracting(change -> change.row().subject())
                .containsOnly("ffm");
    }

    @Test
    void everything_slower_is_found_although_no_row_got_better() {
        assertThat(SimulatedRun.pairs(10, SimulatedRun.Length.FULL, 0.01, subject -> 1.3))
                .allSatisfy(run -> assertThat(run.regressions()).hasSizeGreaterThan(5));
    }

    @Test
    void what_got_faster_never_fires() {
        assertThat(SimulatedRun.pairs(RUNS, SimulatedRun.Length.FULL, 0.01, subject -> 0.7))
                .allSatisfy(run -> assertThat(run.regressions()).isEmpty());
    }
}
