package posixwait.cli.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import posixwait.cli.Samples;
import posixwait.cli.check.CheckFile;
import posixwait.conformance.run.Outcome;

/** One file that loads nothing, and nothing in it gets out of its place. */
class MergeHtmlTest {
    private final CheckFile check = Samples.checkOf(
            Samples.run("one", "x", "25", Outcome.PASSED), Samples.run("<b>", "\" {{css}}", "17", Outcome.FAILED));
    private final String html = MergeHtml.of(MergeFile.of(
            new Inputs(Map.of("<i>.json", check, "c.json", Samples.check()), Map.of("b.json", Samples.bench()))));

    @Test
    void it_loads_nothing_and_runs_nothing() {
        assertThat(html)
                .startsWith("<!doctype html>")
                .contains("Content-Security-Policy\" content=\"default-src 'none';", "prefers-color-scheme: dark")
                .doesNotContain("<script", "src=", "@import", "url(");
    }

    @Test
    void what_a_file_says_cannot_end_the_element_it_is_in() {
        assertThat(html)
                .doesNotContain("<b>", "<i>", "<FAILED>")
                .contains("&lt;b&gt; (&quot; {{css}}) on Java 17", "&lt;i&gt;.json", "why &lt;FAILED&gt;");
    }

    @Test
    void every_header_says_what_it_heads() {
        assertThat(Pattern.compile("<th(?! scope=\"(row|col)\")[ >]")
                        .matcher(html)
                        .find())
                .isFalse();
    }

    @Test
    void a_requirement_that_a_run_does_not_have_is_told_apart_from_not_run() {
        assertThat(html).contains("not in that run").doesNotContain(">not run<");
    }

    @Test
    void every_figure_is_a_multiple_and_none_a_time() {
        assertThat(html).contains("1.21x (1.14 to 1.28)").doesNotContain(" ns<", " us<", " ms<");
    }

    @Test
    void without_figures_there_is_no_table_of_them() {
        assertThat(MergeHtml.of(MergeFile.of(new Inputs(Map.of("c.json", check), Map.of()))))
                .doesNotContain("Multiples of C")
                .contains("Requirements that differ");
    }
}
