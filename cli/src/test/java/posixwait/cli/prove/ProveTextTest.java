package posixwait.cli.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import posixwait.cli.Samples;
import posixwait.cli.io.Paint;
import posixwait.conformance.run.CatchResult;
import posixwait.conformance.run.Outcome;
import posixwait.conformance.run.Verdict;

/** A proof for people and for the summary page of a CI job. */
class ProveTextTest {
    private final ProveFile proof = Samples.proof(Verdict.CAUGHT, Verdict.MISSED, Verdict.NOT_PROVEN);

    @Test
    void each_broken_backend_has_a_line_and_what_was_missed_says_why() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ProveText(new PrintStream(bytes, true, StandardCharsets.UTF_8), Paint.none()).print(proof);

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("jna (jna-direct) on Java 25, broken in 3 ways")
                .contains("  caught     fault-0 -> WID-001 failed  0.02 s")
                .contains("  MISSED     fault-1 -> WID-001 passed  0.02 s")
                .contains("    broken  a rule | broken")
                .contains("    WID-001  a title: passed without the fault, passed with it")
                .contains("  not proven fault-2 -> WID-001 unsupported  0.02 s")
                .contains("      why <UNSUPPORTED>")
                .contains("  3 broken backends: 1 caught, 1 missed, 1 not proven here");
    }

    @Test
    void in_brief_what_was_caught_is_counted_only() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ProveText(new PrintStream(bytes, true, StandardCharsets.UTF_8), Paint.none()).printBriefly(proof);

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("  MISSED     fault-1", "  not proven fault-2", "3 broken backends: 1 caught, 1 missed")
                .doesNotContain("fault-0");
    }

    @Test
    void a_time_out_on_a_host_too_slow_to_tell_has_both_times_and_what_to_do() {
        CatchResult slow = new CatchResult("WID-001", "a title", Outcome.PASSED, Outcome.TIMEOUT, "", 20_000, 30_000);

        assertThat(ProveText.outcomes(slow))
                .isEqualTo("passed without the fault, timeout with it; without it, it took 20.0 of the 30.0 s:"
                        + " too slow here to tell, so try again when less runs beside it");
    }

    @Test
    void its_table_has_a_row_for_each_and_names_what_was_not_caught() {
        assertThat(ProveMarkdown.of(proof))
                .contains("| fault-0 | a rule \\| broken | seen/it#1 | WID-001 | caught |")
                .contains("| fault-1 | a rule \\| broken |  | WID-001 | **missed** |")
                .contains("- **fault-2**, WID-001: unsupported without the fault, unsupported with it - why &lt;");
    }
}
