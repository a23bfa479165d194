package posixwait.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import posixwait.cli.Samples;
import posixwait.conformance.run.Verdict;

/** The report on a desk, a telephone and paper, in light and dark. Its pictures are left in {@code target/report} to look at. */
class ReportLooksTest {
    private static final Path PICTURES = Path.of("target", "report");
    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    private static Chromium browser;
    private static Path file;

    @BeforeAll
    static void open() throws IOException {
        browser = Chromium.open();
        file = Files.createDirectories(PICTURES).resolve("report.html");
        Files.writeString(
                file,
                HtmlReport.of(Contents.of(Samples.check(), Samples.bench(), "")
                        .proven(Samples.proof(Verdict.CAUGHT, Verdict.MISSED, Verdict.NOT_PROVEN))
                        .asked(Samples.peers())
                        .explored(List.of(Samples.exploration()), "")));
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "desk-light, 1280, light",
        "desk-dark, 1280, dark",
        "telephone-light, 390, light",
        "telephone-dark, 390, dark"
    })
    void it_obeys_WCAG_AA_and_fits_its_screen(String name, int width, String scheme) throws Exception {
        browser.show(file, width, scheme);
        Files.write(PICTURES.resolve(name + ".png"), browser.picture());

        assertThat(browser.number("return document.documentElement.scrollWidth").intValue())
                .isLessThanOrEqualTo(width);
        browser.run("document.querySelectorAll('details').forEach((each) => each.open = true);"
                + "document.getElementById('expand').click()");
        browser.run(axe());
        assertThat(browser.runAndWait("""
                        const done = arguments[arguments.length - 1];
                        axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }).then((found) => done(
                          found.violations.map((each) => each.id + ": " + each.nodes.map((node) => node.html).join("\\n")).join("\\n")));
                        """)).isEqualTo("");
    }

    @Test
    void it_prints_in_the_colours_of_paper_even_from_a_dark_screen() throws Exception {
        browser.show(file, 1280, "dark");
        browser.run(
                "addEventListener('beforeprint', () => window.printedInk = getComputedStyle(document.documentElement).getPropertyValue('--card'))");

        byte[] printed = browser.printed();

        Files.write(PICTURES.resolve("paper.pdf"), printed);
        assertThat(new String(printed, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        assertThat(browser.run("return window.printedInk")).isEqualTo("#ffffff");
    }

    private static String axe() throws IOException {
        try (InputStream in = ReportLooksTest.class.getResourceAsStream(AXE)) {
            return new String(Objects.requireNonNull(in, AXE).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
