package posixwait.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import posixwait.cli.Samples;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.check.CheckFile;
import posixwait.cli.prove.ProveFile;
import posixwait.conformance.run.Verdict;

/** The report in the browser it is made for; where there is none, that is said. */
class ReportInChromiumTest {
    private static final int PATIENCE_SECONDS = 90;

    // A browser that was killed may still be writing its profile.
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void it_draws_itself_without_an_error() throws Exception {
        String dom = dom(Samples.check(), Samples.bench());

        assertThat(dom).contains("data-drawn=\"true\"").doesNotContain("data-error=");
        assertThat(dom).contains("id=\"recommendation\" aria-labelledby=\"recommendation-title\" data-kind=\"");
        assertThat(dom).contains("Recommendation</h2><p class=\"headline\">ffm on Java 25.0.3</p>");
        long requirements = Samples.check().runs().get(0).requirements().size();
        assertThat(count(dom, "<tr class=\"row\" data-id=\"")).isEqualTo(requirements);
        assertThat(count(dom, "<div class=\"verdict\">"))
                .isEqualTo(Samples.check().runs().size());
        assertThat(count(dom, "<figure data-question=\"")).isEqualTo(4);
        assertThat(count(dom, "<svg ")).isEqualTo(5);
        assertThat(dom).contains("<li><span class=\"status ").contains("<dt>Kernel</dt><dd>6.12.0</dd>");
    }

    @Test
    void it_draws_itself_without_figures() throws Exception {
        String dom = dom(Samples.check(), null);

        assertThat(dom).contains("data-drawn=\"true\"").doesNotContain("data-error=");
        assertThat(dom).contains("Nothing was measured: no cc").contains("by conformance only");
        assertThat(dom).contains("<section id=\"proof\" aria-labelledby=\"proof-title\" hidden=\"\">");
    }

    @Test
    void it_shows_what_the_kit_would_have_caught_if_that_was_asked() throws Exception {
        ProveFile proof = Samples.proof(Verdict.CAUGHT, Verdict.MISSED, Verdict.NOT_PROVEN);

        String dom = dom(Samples.check(), null, proof);

        assertThat(dom).contains("data-drawn=\"true\"").doesNotContain("data-error=");
        assertThat(dom).contains("<section id=\"proof\" aria-labelledby=\"proof-title\">");
        assertThat(dom).contains("broken on purpose in 3 ways, 1 of which");
        assertThat(count(dom, "<tr data-fault=\"")).isEqualTo(3);
        assertThat(dom)
                .contains("WID-001: unsupported without the fault, unsupported with it: why &lt;UNSUPPORTED&gt;");
    }

    @Test
    void it_shows_what_each_library_said_if_they_were_asked() throws Exception {
        assertThat(domOf(HtmlReport.of(Samples.check(), null, "no cc", null, Samples.peers())))
                .contains("data-drawn=\"true\"")
                .contains("<th scope=\"row\">was stolen</th><td><div>lost (2 of 2)</div></td>")
                .contains("&lt;theirs&gt; 2")
                .contains("<div>exit 0 (1 of 2)</div><div>the library was faster (1)</div>");
    }

    private String dom(CheckFile check, @Nullable BenchFile bench) throws IOException, InterruptedException {
        return dom(check, bench, null);
    }

    private String dom(CheckFile check, @Nullable BenchFile bench, @Nullable ProveFile proof)
            throws IOException, InterruptedException {
        return domOf(HtmlReport.of(check, bench, bench == null ? "no cc" : "", proof));
    }

    private String domOf(String html) throws IOException, InterruptedException {
        String browser = browser();
        Path report = Files.writeString(directory.resolve("report.html"), html);
        Path dom = directory.resolve("dom.html");
        Process process = new ProcessBuilder(
                        browser,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + Files.createDirectories(directory.resolve("profile")),
                        "--virtual-time-budget=5000",
                        "--dump-dom",
                        report.toUri().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(dom.toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("the browser ended")
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return Files.readString(dom, StandardCharsets.UTF_8);
    }

    private static String browser() {
        List<String> names = List.of("chromium", "chromium-browser", "google-chrome");
        String found = Stream.of(System.getenv("PATH").split(":", -1))
                .flatMap(place -> names.stream().map(name -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("");
        Assumptions.assumeFalse(
                found.isEmpty(), "UNSUPPORTED: no chromium, chromium-browser or google-chrome on the PATH");
        return found;
    }

    private static long count(String text, String part) {
        return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
    }
}
