package posixwait.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import posixwait.cli.Samples;

/** One file, with everything in it and nothing that gets out of its place. */
class HtmlReportTest {
    private static final int THREE_MEGABYTES = 3_000_000;

    private final String html = HtmlReport.of(Samples.check(), Samples.bench(), "");

    @Test
    void it_is_small_and_loads_nothing() {
        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(THREE_MEGABYTES);
        assertThat(html).contains("Content-Security-Policy\" content=\"default-src 'none';");
        // Scripts may have markup in their texts; the policy above holds for what they do.
        String markup = Pattern.compile("<script.*?</script>", Pattern.DOTALL)
                .matcher(html)
                .replaceAll("");
        assertThat(Pattern.compile("(?:src|href)=\"(?!#|data:)").matcher(markup).find())
                .isFalse();
    }

    @Test
    void what_a_test_said_cannot_end_the_element_it_is_in() {
        assertThat(html).doesNotContain("<script>alert(1)");
        Matcher scripts = Pattern.compile("</script").matcher(html);
        assertThat(scripts.results().count()).isEqualTo(3);
        assertThat(html).doesNotContain("{{");
    }
}
