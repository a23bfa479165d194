package posixwait.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import posixwait.conformance.Level;

class ExpectationUpdateTest {
    private static final LocalDate TODAY = LocalDate.of(2030, 1, 31);
    private static final LocalDate SOME_DAY = LocalDate.of(2030, 6, 30);
    private static final Circumstances HOST = new Circumstances("6.18", "glibc", "2.36", "amd64", false);

    private static BackendRun run(String backend, String jdk, Outcome outcome) {
        return new BackendRun(
                backend,
                backend,
                jdk,
                List.of(new RequirementResult(
                        "WID-014", Level.REQUIRED, "t", "r", List.of("c"), "", outcome, "why", 1)));
    }

    private static Expectation known(@Nullable String backend, @Nullable When when) {
        return new Expectation("WID-014", backend, when, "a reason", "https://example.org/1", SOME_DAY);
    }

    private static ExpectationUpdate update(List<Expectation> old, BackendRun... runs) {
        return ExpectationUpdate.of(old, List.of(runs), HOST, TODAY);
    }

    @Test
    void an_entry_that_is_still_needed_stays_as_it_is() {
        ExpectationUpdate update = update(List.of(known("jna", null)), run("jna", "17.0.15", Outcome.TIMEOUT));

        assertThat(update).isEqualTo(new ExpectationUpdate(List.of(known("jna", null)), 1, 0, 0, 0));
    }

    @Test
    void an_entry_whose_requirement_passes_goes() {
        ExpectationUpdate update = update(List.of(known("jna", null)), run("jna", "17.0.15", Outcome.PASSED));

        assertThat(update).isEqualTo(new ExpectationUpdate(List.of(), 0, 0, 1, 0));
    }

    @Test
    void an_entry_is_bound_to_the_runs_that_still_fail() {
        ExpectationUpdate update = update(
                List.of(known(null, null)),
                run("jna", "25.0.3", Outcome.PASSED),
                run("jna", "17.0.15", Outcome.FAILED),
                run("ffm", "25.0.3", Outcome.PASSED));

        assertThat(update).isEqualTo(new ExpectationUpdate(List.of(known("jna", When.onJdk("=17"))), 0, 1, 0, 0));
    }

    @Test
    void an_entry_for_another_host_or_backend_stays() {
        Expectation elsewhere = known(null, new When("<2.6", null, null, null, null));
        Expectation other = known("ffm", null);

        assertThat(update(List.of(elsewhere, other), run("jna", "17.0.15", Outcome.PASSED))
                        .entries())
                .containsExactly(elsewhere, other);
    }

    @Test
    void a_new_failure_gets_an_entry_whose_reason_somebody_must_write() {
        ExpectationUpdate update =
                update(List.of(), run("jna", "25.0.3", Outcome.FAILED), run("jna", "17.0.15", Outcome.CRASHED));

        assertThat(update.entries())
                .containsExactly(
                        new Expectation("WID-014", "jna", null, Expectation.NO_REASON, null, TODAY.plusDays(90)));
        assertThat(update.added()).isEqualTo(1);
        assertThat(new Expectations("f", "00", update.entries())
                        .judge(
                                List.of(run("jna", "25.0.3", Outcome.FAILED)),
                                new Scope(java.util.Set.of("WID-014"), false, false, java.util.Set.of()),
                                HOST,
                                TODAY)
                        .account()
                        .faults())
                .hasSize(1);
    }

    @Test
    void a_new_failure_on_one_jdk_alone_is_expected_there_alone() {
        assertThat(update(List.of(), run("jna", "25.0.3", Outcome.PASSED), run("jna", "17.0.15", Outcome.FAILED))
                        .entries())
                .extracting(Expectation::when)
                .containsExactly(When.onJdk("=17"));
    }

    @Test
    void what_was_not_tested_is_no_reason_for_an_entry_and_none_against_it() {
        assertThat(update(List.of(), run("jna", "25.0.3", Outcome.UNSUPPORTED)).entries())
                .isEmpty();
        assertThat(update(List.of(known("jna", null)), run("jna", "25.0.3", Outcome.UNSUPPORTED))
                        .entries())
                .hasSize(1);
    }

    @Test
    void the_canary_stays() {
        Expectation canary = new Expectation(Canary.ID, null, null, "proves it", null, SOME_DAY);
        List<BackendRun> runs = Expectations.withCanary(List.of(run("jna", "25.0.3", Outcome.PASSED)));

        assertThat(ExpectationUpdate.of(List.of(canary), runs, HOST, TODAY).entries())
                .containsExactly(canary);
        assertThat(ExpectationUpdate.of(List.of(), runs, HOST, TODAY).entries())
                .containsExactly(new Expectation(Canary.ID, null, null, Canary.REASON, null, TODAY.plusDays(90)));
    }
}
