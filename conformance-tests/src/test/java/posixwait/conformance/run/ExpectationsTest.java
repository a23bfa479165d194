package posixwait.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import posixwait.conformance.Level;

class ExpectationsTest {
    private static final LocalDate LAST_DAY = LocalDate.of(2030, 1, 31);
    private static final Map<String, String> HOST = Map.of("kernel", "6.18.0", "arch", "amd64");

    @TempDir
    private Path directory;

    private static Outcome marked(Outcome outcome, Map<String, String> when, LocalDate today) {
        Expectation expectation = new Expectation("WID-014", when, "the emulator reaps", null, LAST_DAY);
        RequirementResult result =
                new RequirementResult("WID-014", Level.REQUIRED, "t", "r", List.of("c"), "", outcome, "detail", 1);
        BackendRun run = new BackendRun("jna", "jna-direct", "17.0.15", List.of(result));
        return new Expectations(List.of(expectation))
                .mark(run, HOST, today)
                .requirements()
                .get(0)
                .outcome();
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILED", "TIMEOUT", "CRASHED"})
    void a_failure_that_was_expected_passes_the_gate(Outcome failure) {
        Outcome outcome = marked(failure, Map.of(), LAST_DAY);

        assertThat(outcome).isEqualTo(Outcome.EXPECTED_FAILURE);
        assertThat(outcome.conforms()).isTrue();
    }

    @Test
    void a_pass_that_was_not_expected_fails_the_gate() {
        Outcome outcome = marked(Outcome.PASSED, Map.of(), LAST_DAY);

        assertThat(outcome).isEqualTo(Outcome.UNEXPECTED_PASS);
        assertThat(outcome.conforms()).isFalse();
    }

    @Test
    void after_its_last_day_an_expectation_excuses_nothing() {
        assertThat(marked(Outcome.FAILED, Map.of(), LAST_DAY.plusDays(1))).isEqualTo(Outcome.FAILED);
    }

    @Test
    void what_was_not_run_is_no_expected_failure() {
        assertThat(marked(Outcome.NOT_RUN, Map.of(), LAST_DAY)).isEqualTo(Outcome.NOT_RUN);
    }

    @Test
    void every_condition_must_match_the_whole_fact() {
        assertThat(marked(Outcome.FAILED, Map.of("kernel", "6\\..*", "backend", "jna"), LAST_DAY))
                .isEqualTo(Outcome.EXPECTED_FAILURE);
        assertThat(marked(Outcome.FAILED, Map.of("kernel", "6", "backend", "jna"), LAST_DAY))
                .isEqualTo(Outcome.FAILED);
        assertThat(marked(Outcome.FAILED, Map.of("kernel", "6\\..*", "backend", "ffm"), LAST_DAY))
                .isEqualTo(Outcome.FAILED);
    }

    @Test
    void a_fact_that_is_not_known_matches_nothing() {
        assertThat(marked(Outcome.FAILED, Map.of("moon", ".*"), LAST_DAY)).isEqualTo(Outcome.FAILED);
    }

    @Test
    void a_file_is_read() throws IOException {
        Path file = directory.resolve("expectations.json");
        Files.writeString(
                file,
                "[{\"id\":\"WID-014\",\"when\":{\"arch\":\"mips.*\"},\"reason\":\"r\",\"expires\":\"2030-01-31\"}]");

        assertThat(Expectations.read(file).all())
                .containsExactly(new Expectation("WID-014", Map.of("arch", "mips.*"), "r", null, LAST_DAY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[{\"id\":\"NO-999\",\"reason\":\"r\",\"expires\":\"2030-01-31\"}]",
                "[{\"id\":\"WID-014\",\"reason\":\"r\"}]",
                "[{\"id\":\"WID-014\",\"reason\":\"r\",\"expires\":\"2030-01-31\",\"wen\":{}}]",
                "[{\"id\":\"WID-014\",\"when\":{\"arch\":\"(\"},\"reason\":\"r\",\"expires\":\"2030-01-31\"}]",
                "not JSON"
            })
    void a_file_that_would_excuse_nothing_is_refused_in_one_line(String content) throws IOException {
        Path file = directory.resolve("bad.json");
        Files.writeString(file, content);

        assertThatThrownBy(() -> Expectations.read(file))
                .isInstanceOf(IOException.class)
                .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("\n"));
    }
}
