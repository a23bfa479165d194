package posixwait.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import posixwait.cli.io.Json;

/** PERFORMANCE.md is what its generator makes of docs/measured, and all that the README quotes. */
class PerformancePageTest {
    private static final Path TOP = Path.of("..");

    /** A multiple: {@code 1.10 (0.94 to 1.28) times} or {@code 12×}. */
    private static final Pattern MULTIPLE =
            Pattern.compile("(\\d[\\d.,]*(?: \\([\\d.]+ to [\\d.]+\\))?)(?: times\\b| ?×)");

    private static String page() throws IOException {
        return Files.readString(TOP.resolve("PERFORMANCE.md"));
    }

    private static List<BenchFile> measured() throws IOException {
        try (Stream<Path> files = Files.list(TOP.resolve("docs/measured"))) {
            return files.sorted()
                    .map(file -> Json.read("docs/measured", file, BenchFile.class, "bench"))
                    .toList();
        }
    }

    @Test
    void the_committed_page_is_current() throws IOException {
        assertThat(page())
                .as("PERFORMANCE.md is not current: run './posixwait bench --result docs/measured/*.json --markdown"
                        + " PERFORMANCE.md', commit it")
                .isEqualTo(PerformanceMarkdown.of(measured()));
    }

    @Test
    void every_plot_that_the_page_shows_is_drawn() throws IOException {
        List<String> plots = Pattern.compile("\\]\\((docs/plots/[^)]+)\\)")
                .matcher(page())
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(plots)
                .as("draw what is missing by 'npm run plot' in docs/plots, commit it")
                .isNotEmpty()
                .allMatch(plot -> Files.isRegularFile(TOP.resolve(plot)));
    }

    @Test
    void the_readme_quotes_multiples_of_this_page_only() throws IOException {
        String page = page();
        List<String> quoted = multiples(Files.readString(TOP.resolve("README.md")));

        assertThat(quoted).as("the README quotes something").isNotEmpty();
        assertThat(quoted)
                .allSatisfy(multiple -> assertThat(isIn(page, multiple))
                        .as("the README says %s times, PERFORMANCE.md does not", multiple)
                        .isTrue());
    }

    @Test
    void a_multiple_is_found_with_its_interval_and_without() {
        assertThat(multiples(
                        "It takes 1.10 (0.94 to 1.28) times as long, 12× there, and 3.5 × here; 5 times out of 6 s."))
                .containsExactly("1.10 (0.94 to 1.28)", "12", "3.5", "5");
    }

    @Test
    void a_number_is_no_part_of_a_longer_one() {
        assertThat(isIn("| 1.10 (0.94 to 1.28) |", "1.10 (0.94 to 1.28)")).isTrue();
        assertThat(isIn("| 11.10 | 1.101 |", "1.10")).isFalse();
    }

    private static List<String> multiples(String text) {
        return MULTIPLE.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static boolean isIn(String page, String multiple) {
        Matcher whole = Pattern.compile("(?<![\\d.,])" + Pattern.quote(multiple) + "(?![\\d.,]*\\d)")
                .matcher(page);
        return whole.find();
    }
}
