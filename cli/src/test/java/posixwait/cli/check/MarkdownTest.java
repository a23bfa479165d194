package posixwait.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import posixwait.cli.Samples;
import posixwait.conformance.run.Outcome;

class MarkdownTest {
    @Test
    void what_has_no_test_has_a_column_of_its_own_and_a_line_with_the_reason() {
        String text =
                Markdown.of(Samples.checkOf(Samples.withUntested(Samples.run("ffm", "ffm", "25", Outcome.PASSED))));

        assertThat(text)
                .contains("| not run | untested |")
                .contains("| ffm | 25 | yes | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 1 |")
                .contains("- **WID-999** untested: a title - no way");
    }

    @Test
    void a_row_for_each_run_and_a_line_for_what_did_not_pass() {
        String text = Markdown.of(Samples.checkOf(Samples.run("a|b", "x", "25", Outcome.PASSED, Outcome.FAILED)));

        assertThat(text)
                .contains("| a\\|b | 25 | **no** | 1 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |")
                .contains("- **WID-002** failed: a title - why &lt;FAILED>")
                .doesNotContain("WID-001");
    }
}
