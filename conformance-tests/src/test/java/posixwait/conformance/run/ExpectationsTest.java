package posixwait.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import posixwait.conformance.Level;

/** What a file of expectations lets through, and what of it closes the gate. */
class ExpectationsTest {
    private static final LocalDate LAST_DAY = LocalDate.of(2030, 1, 31);
    private static final Circumstances HOST = new Circumstances("6.18.2-generic", "glibc", "2.36", "amd64", true);
    private static final Scope EVERYTHING = new Scope(Set.of("WID-014"), false, false, Set.of());

    private static Expectation entry(@Nullable String backend, @Nullable When when) {
        return new Expectation("WID-014", backend, when, "the emulator reaps", null, LAST_DAY);
    }

    private static Expectations file(Expectation... entries) {
        return new Expectations("known.json", "00", List.of(entries));
    }

    private static BackendRun run(String jdk, Outcome outcome, Level level) {
        return new BackendRun(
                "jna",
                "jna-direct",
                jdk,
                List.of(new RequirementResult("WID-014", level, "t", "r", List.of("c"), "", outcome, "why", 1)));
    }

    private static Expectations.Judged judged(Outcome outcome, LocalDate today, Expectation... entries) {
        return file(entries).judge(List.of(run("17.0.15", outcome, Level.REQUIRED)), EVERYTHING, HOST, today);
    }

    private static Outcome marked(Outcome outcome, @Nullable String backend, @Nullable When when) {
        return judged(outcome, LAST_DAY, entry(backend, when))
                .runs()
                .get(0)
                .requirements()
                .get(0)
                .outcome();
    }

    private static List<String> faults(Scope scope, Expectation entry) {
        return file(entry)
                .judge(List.of(run("17.0.15", Outcome.FAILED, Level.REQUIRED)), scope, HOST, LAST_DAY)
                .account()
                .faults();
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILED", "TIMEOUT", "CRASHED"})
    void a_failure_that_was_expected_passes_the_gate(Outcome failure) {
        Expectations.Judged judged = judged(failure, LAST_DAY, entry("jna", null));

        assertThat(judged.runs().get(0).requirements())
                .extracting(RequirementResult::outcome)
                .containsExactly(Outcome.EXPECTED_FAILURE);
        assertThat(judged.account().applied()).isEqualTo(1);
        assertThat(judged.account().faults()).isEmpty();
    }

    @Test
    void a_pass_that_was_not_expected_fails_the_gate_and_names_the_entry() {
        RequirementResult result = judged(Outcome.PASSED, LAST_DAY, entry("jna", null))
                .runs()
                .get(0)
                .requirements()
                .get(0);

        assertThat(result.outcome()).isEqualTo(Outcome.UNEXPECTED_PASS);
        assertThat(result.outcome().conforms()).isFalse();
        assertThat(result.detail()).startsWith("entry 1 (WID-014, jna)").contains("drop the entry");
    }

    @Test
    void a_hunt_for_a_race_that_found_none_is_no_unexpected_pass() {
        List<BackendRun> runs = List.of(run("17.0.15", Outcome.PASSED, Level.STOCHASTIC));

        assertThat(file(entry(null, null))
                        .judge(runs, EVERYTHING, HOST, LAST_DAY)
                        .runs())
                .isEqualTo(runs);
    }

    @Test
    void after_its_last_day_an_entry_excuses_nothing_and_closes_the_gate() {
        Expectations.Judged judged = judged(Outcome.FAILED, LAST_DAY.plusDays(1), entry(null, null));

        assertThat(judged.runs().get(0).conforms()).isFalse();
        assertThat(judged.account().faults()).singleElement().asString().contains("expired on 2030-01-31");
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_RUN", "UNSUPPORTED", "UNRESOLVED"})
    void what_was_not_tested_is_neither_failure_nor_pass(Outcome outcome) {
        assertThat(marked(outcome, null, null)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                ">=6.1 <6.19, -, -, -, -, true",
                "<6.18, -, -, -, -, false",
                "=6.18, -, -, -, -, true",
                "-, glibc, -, -, -, true",
                "-, musl, -, -, -, false",
                "-, glibc >=2.28 <2.37, -, -, -, true",
                "-, glibc <2.36, -, -, -, false",
                "-, -, amd64, -, -, true",
                "-, -, amd, -, -, false",
                "-, -, -, =17, -, true",
                "-, -, -, >=18, -, false",
                "-, -, -, -, true, true",
                "-, -, -, -, false, false",
                "=6.18, glibc, amd64, =17, false, false",
            })
    void every_condition_must_hold(
            @Nullable String kernel,
            @Nullable String libc,
            @Nullable String arch,
            @Nullable String jdk,
            @Nullable Boolean root,
            boolean holds) {
        assertThat(marked(Outcome.FAILED, "jna", new When(kernel, libc, arch, jdk, root)))
                .isEqualTo(holds ? Outcome.EXPECTED_FAILURE : Outcome.FAILED);
    }

    @Test
    void an_entry_for_another_backend_excuses_nothing() {
        assertThat(marked(Outcome.FAILED, "ffm", null)).isEqualTo(Outcome.FAILED);
    }

    @Test
    void a_fact_of_the_host_that_is_not_known_meets_no_condition() {
        Circumstances unknown = new Circumstances(null, null, null, "amd64", null);
        Expectations expectations = file(entry(null, new When(">=1", null, null, null, null)));

        Expectations.Judged judged = expectations.judge(
                List.of(run("25.0.3", Outcome.FAILED, Level.REQUIRED)), EVERYTHING, unknown, LAST_DAY);

        assertThat(judged.runs().get(0).conforms()).isFalse();
        assertThat(judged.account().elsewhere()).isEqualTo(1);
    }

    @Test
    void an_unknown_id_closes_the_gate() {
        assertThat(faults(EVERYTHING, new Expectation("NO-999", null, null, "r", null, LAST_DAY)))
                .singleElement()
                .asString()
                .startsWith("entry 1 (NO-999): no requirement has this ID");
    }

    @Test
    void a_reason_that_nobody_wrote_closes_the_gate() {
        assertThat(faults(EVERYTHING, new Expectation("WID-014", null, null, "?", null, LAST_DAY)))
                .singleElement()
                .asString()
                .contains("has no reason yet");
    }

    @Test
    void an_entry_that_no_run_matches_closes_the_gate() {
        assertThat(faults(EVERYTHING, entry("jma", null)))
                .singleElement()
                .asString()
                .contains("matches no run, which were jna on Java 17.0.15");
        assertThat(faults(EVERYTHING, entry(null, When.onJdk("<17")))).hasSize(1);
    }

    @Test
    void an_entry_for_what_the_invocation_left_out_does_not() {
        assertThat(faults(new Scope(Set.of("WID-014"), true, false, Set.of()), entry("ffm", null)))
                .isEmpty();
        assertThat(faults(new Scope(Set.of("WID-014"), false, true, Set.of()), entry("jna", When.onJdk("=25"))))
                .isEmpty();
        assertThat(faults(new Scope(Set.of("WID-001"), false, false, Set.of()), entry(null, null)))
                .isEmpty();
        assertThat(faults(new Scope(Set.of("WID-014"), false, false, Set.of("ffm")), entry("ffm", null)))
                .isEmpty();
        assertThat(faults(EVERYTHING, entry("ffm", new When("<2.6", null, null, null, null))))
                .isEmpty();
    }

    @Test
    void the_canary_fails_unless_the_file_lists_it() {
        List<BackendRun> runs = Expectations.withCanary(List.of(run("17.0.15", Outcome.PASSED, Level.REQUIRED)));
        Expectation canary = new Expectation(Canary.ID, null, null, "proves it", null, LAST_DAY);

        assertThat(file().judge(runs, EVERYTHING, HOST, LAST_DAY).runs().get(0).conforms())
                .isFalse();
        Expectations.Judged judged = file(canary).judge(runs, EVERYTHING, HOST, LAST_DAY);
        assertThat(judged.runs().get(0).conforms()).isTrue();
        assertThat(judged.runs().get(0).totals()).containsEntry(Outcome.EXPECTED_FAILURE, 1);
        assertThat(judged.account().canary()).isTrue();
        assertThat(judged.account().faults()).isEmpty();
    }

    @Test
    void no_requirement_has_the_id_of_the_canary() {
        assertThat(Catalogue.matching(List.of(Canary.ID))).isEmpty();
    }
}
