package posixwait.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;
import posixwait.cli.Samples;
import posixwait.conformance.explore.Explored;
import posixwait.conformance.run.Verdict;

/** The report in the browser it is made for, used as a reader uses it; where there is no browser, that is said. */
class ReportInChromiumTest {
    private static final int DESK = 1280;
    private static final int TELEPHONE = 390;
    private static final int MOST_NODES = 10_000;

    @TempDir
    static Path directory;

    private static Chromium browser;

    @BeforeAll
    static void open() {
        browser = Chromium.open();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void it_draws_itself_without_an_error_and_asks_nothing_of_the_network() throws Exception {
        show(whole());

        assertThat(browser.one("html").getDomAttribute("data-error")).isNull();
        assertThat(browser.one("html").getDomAttribute("data-drawn")).isEqualTo("true");
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.run("return performance.getEntriesByType('resource').length"))
                .isEqualTo(0L);
    }

    @Test
    void the_first_screen_has_host_choice_verdicts_and_the_storm() throws Exception {
        show(whole());

        assertThat(browser.one("#host-line").getText()).contains("6.12.0");
        assertThat(browser.one("#recommendation .headline").getText()).isEqualTo("ffm on Java 25.0.3");
        assertThat(browser.one("#verdicts .headline").getText()).isEqualTo("1 of 3 runs does not conform.");
        assertThat(browser.seen("#verdicts .verdict"))
                .hasSize(Samples.check().runs().size());
        assertThat(browser.one("#storm [data-question='reaper-storm'] svg")
                        .getLocation()
                        .getY())
                .isLessThan(900);
    }

    @Test
    void a_failure_on_the_first_screen_leads_to_its_evidence() throws Exception {
        show(whole());

        WebElement failure = browser.one(".failures a");
        String id = failure.getText();
        failure.click();

        assertThat(browser.seen("#more-" + id + " pre")).isNotEmpty();
        assertThat(browser.run("return document.activeElement.textContent")).isEqualTo(id);
    }

    @Test
    void the_matrix_has_each_requirement_and_the_filter_says_how_many_it_shows() throws Exception {
        show(whole());
        int all = Samples.check().runs().get(0).requirements().size();
        assertThat(browser.seen("#matrix tr.row")).hasSize(all);

        browser.one("#filter-text").sendKeys("wnowait");

        assertThat(browser.seen("#matrix tr.row")).hasSize(1);
        assertThat(browser.one("#filter-count").getText()).isEqualTo("1 of " + all + " requirements");
        assertThat(browser.one("#filter-count").getDomAttribute("aria-live")).isEqualTo("polite");
        browser.one("#clear").click();
        assertThat(browser.seen("#matrix tr.row")).hasSize(all);
    }

    @Test
    void the_filter_goes_by_outcome_group_and_level() throws Exception {
        show(whole());

        new Select(browser.one("#filter-outcome")).selectByValue("FAILED");
        assertThat(browser.seen("#matrix tr.row"))
                .isNotEmpty()
                .allMatch(row -> row.getText().contains("failed"));
        browser.one("#clear").click();
        new Select(browser.one("#filter-group")).selectByValue("WID");
        assertThat(browser.seen("#matrix tr.row"))
                .isNotEmpty()
                .allMatch(row -> row.getText().startsWith("WID-"));
        browser.one("#clear").click();
        new Select(browser.one("#filter-level")).selectByValue("LINUX");
        assertThat(browser.seen("#matrix tr.row"))
                .isNotEmpty()
                .allMatch(row -> row.getText().contains("linux"));
        browser.one("#filter-text").sendKeys("no such words");
        assertThat(browser.one("#nothing").isDisplayed()).isTrue();
    }

    @Test
    void a_requirement_opens_by_keyboard_and_shows_rule_and_sources() throws Exception {
        show(whole());
        WebElement button = browser.one("#WID-014 button");

        button.sendKeys(Keys.ENTER);

        assertThat(button.getDomAttribute("aria-expanded")).isEqualTo("true");
        assertThat(browser.one("#more-WID-014").getText())
                .contains("With WNOWAIT the child stays waitable", "POSIX.1-2017 waitid(), DESCRIPTION");
        button.sendKeys(Keys.ENTER);
        assertThat(browser.seen("#more-WID-014")).isEmpty();
    }

    @Test
    void each_chart_has_its_question_the_floor_if_c_was_measured_and_its_table() throws Exception {
        show(whole());
        long questions = Samples.bench().results().stream()
                .map(result -> result.question())
                .distinct()
                .count();

        assertThat(browser.count("figure")).isEqualTo(questions);
        assertThat(browser.count("figure figcaption strong:not(:empty)")).isEqualTo(questions);
        assertThat(browser.count("figure details table caption")).isEqualTo(questions);
        assertThat(browser.count("figure .plot:not(:has(svg))")).isZero();
        assertThat(browser.one("[data-question='reaper-storm'] svg").getText()).contains("C (the floor)");
        assertThat(browser.one("[data-question='reaper-storm'] figcaption").getText())
                .contains("logarithmic", "Unit: time", "Dashed: C");
        browser.one("[data-question='reaper-storm'] summary").click();
        assertThat(browser.one("[data-question='reaper-storm'] table").getText())
                .contains("C (the floor)");
    }

    @Test
    void a_logarithmic_axis_is_marked_at_round_times() throws Exception {
        show(whole());

        assertThat(browser.one("[data-question='reaper-storm'] svg").getText().lines())
                .filteredOn(words -> words.matches("[0-9.]+ (ns|µs|ms|s)"))
                .hasSizeGreaterThan(2)
                .allMatch(words -> words.matches("[125]0* (ns|µs|ms|s)"));
    }

    @Test
    void a_chart_says_by_how_much_equal_series_differed() throws Exception {
        show(whole());

        assertThat(browser.one("[data-question='call-echild'] figcaption").getText())
                .contains("two equal series of this session differed by 1.20%");
        assertThat(browser.one("[data-question='call-wnohang'] figcaption").getText())
                .doesNotContain("equal series");
    }

    @Test
    void the_percentile_curves_of_another_storm_can_be_chosen() throws Exception {
        show(whole());
        String before = browser.one("#storm .panel-title:has(+ [aria-label])").getText();
        Select sizes = new Select(browser.one("#size-reaper-storm"));
        String words = sizes.getOptions().get(1).getText();

        sizes.selectByIndex(1);

        assertThat(before).isNotEmpty();
        assertThat(browser.seen("#storm .panel-title"))
                .anyMatch(title -> title.getText().endsWith("percentiles, " + words));
    }

    @Test
    void it_shows_findings_with_their_fixes_and_what_libraries_and_the_kit_said() throws Exception {
        show(whole());

        assertThat(browser.seen("#findings li")).hasSize(whole().findings().size());
        assertThat(browser.one("#facts").getText()).contains("Kernel", "6.12.0");
        assertThat(browser.one("#peers-table").getText())
                .contains("was stolen", "lost (2 of 2)", "<theirs> 2", "the library was faster (1)");
        assertThat(browser.one("#proof-line").getText()).contains("broken on purpose in 3 ways, 1 of which");
        assertThat(browser.seen("#faults tbody tr")).hasSize(3);
        assertThat(browser.one("#faults").getText())
                .contains("WID-001: unsupported without the fault, unsupported with it: why <UNSUPPORTED>");
    }

    @Test
    void what_was_not_measured_proven_or_asked_has_no_empty_section() throws Exception {
        show(Contents.of(Samples.check(), null, "no cc"));

        assertThat(browser.one("html").getDomAttribute("data-error")).isNull();
        assertThat(browser.one("#storm").getText()).isEqualTo("Nothing was measured: no cc");
        assertThat(browser.one("#recommendation").getText()).contains("by conformance only");
        assertThat(browser.seen("#proof, #peers, #benchmarks, #proof-link, #peers-link"))
                .isEmpty();
    }

    @Test
    void three_hundred_requirements_in_six_runs_are_drawn() throws Exception {
        show(Contents.of(Samples.large(300, 6), Samples.bench(), ""));

        assertThat(browser.count("#matrix tr.row")).isEqualTo(300);
    }

    @Test
    void no_label_of_the_diagram_meets_another_or_leaves_it() throws Exception {
        for (int width : new int[] {DESK, TELEPHONE}) {
            browser.show(write(whole()), width, "light");
            browser.run("document.getElementById('model').scrollIntoView()");

            assertThat(browser.run("""
                            const labels = [...document.querySelectorAll(".states text")];
                            const around = document.querySelector(".states").getBoundingClientRect();
                            const bad = [];
                            labels.forEach((one, index) => {
                              const box = one.getBoundingClientRect();
                              if (!box.width || box.left < around.left || box.right > around.right) {
                                bad.push(one.textContent + " is cut");
                              }
                              for (const other of labels.slice(index + 1)) {
                                const its = other.getBoundingClientRect();
                                if (box.left < its.right && its.left < box.right && box.top < its.bottom && its.top < box.bottom) {
                                  bad.push(one.textContent + " meets " + other.textContent);
                                }
                              }
                            });
                            return bad.join("; ");
                            """)).isEqualTo("");
        }
    }

    @Test
    void the_diagram_scrolls_in_its_box_by_keyboard_on_a_telephone() throws Exception {
        browser.show(write(whole()), TELEPHONE, "light");
        browser.run("document.getElementById('model').scrollIntoView()");
        WebElement box = browser.one(".scroll:has(> .states)");

        box.sendKeys(Keys.END, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);

        assertThat(browser.number("return arguments[0].scrollWidth - arguments[0].clientWidth", box)
                        .intValue())
                .isPositive();
        browser.await("document.querySelector('.scroll:has(> .states)').scrollLeft > 0");
    }

    @Test
    void the_table_behind_the_diagram_opens_by_keyboard() throws Exception {
        show(whole());
        assertThat(browser.seen(".rules tbody tr")).isEmpty();

        browser.one("#model summary[data-rules]").sendKeys(Keys.ENTER);

        assertThat(browser.seen(".rules tbody tr")).hasSize(Explored.coverable());
    }

    @Test
    void the_largest_report_draws_a_bounded_number_of_nodes_at_first() throws Exception {
        show(Contents.of(Samples.large(300, 6), Samples.bench(), "").explored(List.of(Samples.exploration()), ""));

        assertThat(browser.count("*")).isLessThan(MOST_NODES);
        assertThat(browser.count("#matrix tr.more")).isZero();
    }

    private static Contents whole() {
        return Contents.of(Samples.check(), Samples.bench(), "")
                .proven(Samples.proof(Verdict.CAUGHT, Verdict.MISSED, Verdict.NOT_PROVEN))
                .asked(Samples.peers())
                .explored(List.of(Samples.exploration()), "");
    }

    private static void show(Contents contents) throws IOException {
        browser.show(write(contents), DESK, "light");
    }

    private static Path write(Contents contents) throws IOException {
        return Files.writeString(directory.resolve("report.html"), HtmlReport.of(contents));
    }
}
