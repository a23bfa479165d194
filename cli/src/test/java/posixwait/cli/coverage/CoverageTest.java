package posixwait.cli.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import posixwait.cli.Samples;
import posixwait.cli.check.CheckFile;
import posixwait.conformance.run.Outcome;
import posixwait.conformance.run.RequirementInfo;
import posixwait.conformance.spec.Assertion;
import posixwait.conformance.spec.Page;
import posixwait.conformance.spec.Untested;

class CoverageTest {
    private static final Coverage OF_THE_KIT = Coverage.of(List.of());
    private static final Assertion TWO_REQUIREMENTS =
            new Assertion("a#1", "S", "T.", List.of("WID-001", "WID-002"), false, null, "");

    @Test
    void the_committed_page_is_current() throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "coverage.md")))
                .as(
                        "docs/coverage.md is not current: run './posixwait coverage --markdown docs/coverage.md', commit it")
                .isEqualTo(CoverageMarkdown.of(OF_THE_KIT));
    }

    @Test
    void the_numbers_of_all_pages_are_the_sum_of_those_of_each() {
        Coverage.Numbers total = OF_THE_KIT.total();

        assertThat(total.assertions())
                .isEqualTo(OF_THE_KIT.pages().stream()
                        .mapToInt(page -> page.assertions().size())
                        .sum());
        assertThat(total.tested()).isLessThanOrEqualTo(total.testable()).isPositive();
        assertThat(total.testable()).isLessThan(total.assertions());
    }

    @Test
    void groups_and_levels_add_up_to_the_catalogue() {
        int all = OF_THE_KIT.requirements().size();

        assertThat(OF_THE_KIT.groups().values().stream()
                        .flatMap(levels -> levels.values().stream())
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(all);
        assertThat(OF_THE_KIT.levels().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(all);
    }

    @Test
    void every_requirement_is_named_with_its_test_in_each_form() {
        String markdown = CoverageMarkdown.of(OF_THE_KIT);
        String html = CoverageHtml.of(OF_THE_KIT);

        for (RequirementInfo info : OF_THE_KIT.requirements()) {
            String test = info.isTested() ? "`" + Coverage.test(info) + "`" : "no test: ";
            assertThat(markdown).contains(info.id() + " | " + info.level() + " | " + test);
            assertThat(html).contains("<tr id=\"" + info.id() + "\">");
        }
    }

    @Test
    void an_assertion_holds_if_all_its_requirements_passed() {
        Coverage.Run run = runOf(Outcome.PASSED, Outcome.PASSED);

        assertThat(run.holds(TWO_REQUIREMENTS)).isTrue();
        assertThat(run.verdict(TWO_REQUIREMENTS)).isEqualTo("passed");
    }

    @Test
    void an_assertion_names_the_requirements_that_did_not_pass() {
        assertThat(runOf(Outcome.PASSED, Outcome.UNSUPPORTED).verdict(TWO_REQUIREMENTS))
                .isEqualTo("WID-002 unsupported");
        assertThat(runOf(Outcome.FAILED).verdict(TWO_REQUIREMENTS)).isEqualTo("WID-001 failed, WID-002 not run");
    }

    @Test
    void an_assertion_without_a_requirement_does_not_hold() {
        Assertion untested = new Assertion("a#1", "S", "T.", List.of(), false, Untested.NOT_YET, "why");

        assertThat(runOf(Outcome.PASSED).holds(untested)).isFalse();
    }

    @Test
    void outcomes_are_shown_for_each_run() {
        CheckFile check = Samples.checkOf(
                Samples.run("one", "x", "25", Outcome.PASSED), Samples.run("a|<b>", "x", "17", Outcome.FAILED));
        Coverage coverage = Coverage.of(List.of(check));

        assertThat(CoverageMarkdown.of(coverage))
                .contains("| one (x) on Java 25 | a\\|&lt;b> (x) on Java 17 |")
                .contains("| WID-001 failed |");
        assertThat(CoverageHtml.of(coverage))
                .contains("<th>a|&lt;b&gt; (x) on Java 17</th>")
                .contains("<span class=\"outcome bad\">WID-001 failed</span>");
    }

    @Test
    void the_html_asks_nothing_of_the_network() {
        assertThat(CoverageHtml.of(OF_THE_KIT))
                .doesNotContain("src=", "@import", "url(", "{{")
                .contains("Content-Security-Policy");
    }

    @Test
    void the_anchors_of_the_html_lead_somewhere() {
        String html = CoverageHtml.of(OF_THE_KIT);

        for (Page page : OF_THE_KIT.pages()) {
            assertThat(html).contains("href=\"#" + page.name() + "\"", "<h3 id=\"" + page.name() + "\">");
        }
    }

    private static Coverage.Run runOf(Outcome... outcomes) {
        return Coverage.Run.of(Samples.run("b", "x", "25", outcomes), "host");
    }
}
