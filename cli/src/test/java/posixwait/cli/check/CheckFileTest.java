package posixwait.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import posixwait.cli.Samples;
import posixwait.cli.io.Exit;
import posixwait.conformance.Level;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.ExpectationAccount;
import posixwait.conformance.run.Outcome;
import posixwait.conformance.run.Repetition;

/** The exit code of a gate. */
class CheckFileTest {
    private static final BackendRun GOOD = Samples.run("ffm", "ffm", "25", Outcome.PASSED, Outcome.UNSUPPORTED);

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"FAILED", "UNEXPECTED_PASS", "UNRESOLVED", "TIMEOUT", "CRASHED", "NOT_RUN"})
    void one_bad_outcome_of_one_run_closes_the_gate(Outcome bad) {
        CheckFile result = Samples.checkOf(GOOD, Samples.run("jna", "jna-direct", "25", Outcome.PASSED, bad));

        assertThat(result.exitCode()).isEqualTo(Exit.DOES_NOT_CONFORM);
    }

    @Test
    void what_conforms_opens_it() {
        assertThat(Samples.checkOf(GOOD).exitCode()).isEqualTo(Exit.CONFORMS);
    }

    @Test
    void what_is_listed_without_a_test_neither_closes_it_nor_counts_as_passed() {
        BackendRun listedOnly = Samples.withUntested(Samples.run("ffm", "ffm", "25"));

        assertThat(Samples.checkOf(Samples.withUntested(GOOD)).exitCode()).isEqualTo(Exit.CONFORMS);
        assertThat(Samples.checkOf(listedOnly).exitCode()).isEqualTo(Exit.DOES_NOT_CONFORM);
    }

    @Test
    void nothing_passed_is_not_conformance() {
        assertThat(Samples.checkOf(Samples.run("ffm", "ffm", "25", Outcome.UNSUPPORTED))
                        .exitCode())
                .isEqualTo(Exit.DOES_NOT_CONFORM);
    }

    @Test
    void a_run_that_the_host_could_not_make_closes_the_gate_unless_the_host_has_no_jdk_for_it() {
        assertThat(with(new NotRun("jna", "25", "why", true)).exitCode()).isEqualTo(Exit.HOST);
        assertThat(with(new NotRun("ffm", "17", "why", false)).exitCode()).isEqualTo(Exit.CONFORMS);
    }

    @Test
    void an_entry_of_the_expectations_that_is_wrong_closes_it() {
        assertThat(judged(null, List.of("entry 1: expired")).exitCode()).isEqualTo(Exit.DOES_NOT_CONFORM);
        assertThat(judged(null, List.of()).exitCode()).isEqualTo(Exit.CONFORMS);
    }

    @Test
    void an_outcome_that_is_not_the_same_each_time_closes_it_unless_the_requirement_is_a_hunt_for_a_race() {
        assertThat(judged(differing(Level.LINUX), List.of()).exitCode()).isEqualTo(Exit.DOES_NOT_CONFORM);
        assertThat(judged(differing(Level.STOCHASTIC), List.of()).exitCode()).isEqualTo(Exit.CONFORMS);
    }

    private static Repetition differing(Level level) {
        return new Repetition(
                2,
                List.of(new Repetition.Differing(
                        "ffm", "25", "WID-001", level, Map.of(Outcome.PASSED, 1, Outcome.UNSUPPORTED, 1))));
    }

    private static CheckFile judged(@Nullable Repetition repetition, List<String> faults) {
        return new CheckFile(
                new CheckFile.Kit("1"),
                Samples.check().host(),
                List.of(GOOD),
                List.of(),
                null,
                repetition,
                new ExpectationAccount("f", "0", 1, 0, 0, false, faults));
    }

    private static CheckFile with(NotRun notRun) {
        return new CheckFile(new CheckFile.Kit("1"), Samples.check().host(), List.of(GOOD), List.of(notRun));
    }
}
