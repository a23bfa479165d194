package posixwait.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import posixwait.cli.Samples;
import posixwait.cli.check.CheckFile;
import posixwait.cli.check.Totals;
import posixwait.cli.choose.Chooser;
import posixwait.cli.doctor.Examination;
import posixwait.cli.doctor.Finding;
import posixwait.cli.doctor.Fix;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.Outcome;
import posixwait.conformance.run.RequirementResult;

/** One file, with everything in it and nothing that gets out of its place; read without a browser. */
class HtmlReportTest {
    private static final int THREE_MEGABYTES = 3_000_000;

    private final CheckFile check = Samples.check();
    private final String html = HtmlReport.of(Contents.of(check, Samples.bench(), ""));
    private final Document page = Jsoup.parse(html);

    @Test
    void with_three_hundred_requirements_in_six_runs_it_is_below_three_megabytes() {
        String large = HtmlReport.of(Contents.of(Samples.large(300, 6), Samples.bench(), ""));

        assertThat(large.getBytes(StandardCharsets.UTF_8).length).isLessThan(THREE_MEGABYTES);
    }

    @Test
    void it_loads_nothing() {
        assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .startsWith("default-src 'none';");
        assertThat(page.select("link").eachAttr("href")).containsExactly("data:,");
        assertThat(page.select("script[src], iframe, object, embed, img")).isEmpty();
        assertThat(page.select("a").eachAttr("href")).isNotEmpty().allMatch(link -> link.startsWith("#"));
        assertThat(page.select("style").outerHtml()).doesNotContain("@import", "url(");
    }

    @Test
    void what_a_test_said_cannot_end_the_element_it_is_in() {
        assertThat(html).doesNotContain("<script>alert(1)").doesNotContain("{{");
        assertThat(page.select("script")).hasSize(3);
        assertThat(page.expectFirst("#data").data()).doesNotContain("<");
    }

    @Test
    void the_licence_of_the_chart_library_is_in_it() {
        assertThat(html).contains("Licensed to the Apache Software Foundation", "Apache License, Version 2.0");
    }

    @Test
    void every_section_is_named_and_every_table_has_a_caption() {
        assertThat(page.select("main section"))
                .allMatch(section ->
                        page.select("#" + section.attr("aria-labelledby")).hasText());
        assertThat(page.select("table"))
                .allMatch(table -> !table.select("caption").isEmpty());
        assertThat(page.select("header nav[aria-label], main, footer")).hasSize(3);
    }

    @Test
    void without_scripts_it_says_what_to_choose_and_why() {
        assertThat(plain().select(".headline").text()).isEqualTo("ffm on Java 25.0.3");
        assertThat(plain().text()).contains(check.host().summary(), "it conforms: ");
    }

    @Test
    void without_scripts_it_has_the_totals_of_each_run() {
        assertThat(rows("Conformance of each backend on each JDK"))
                .containsExactlyElementsOf(check.runs().stream()
                        .map(run -> Totals.name(run) + " " + (run.conforms() ? "conforms" : "does not conform") + " "
                                + Totals.inWords(run))
                        .toList());
    }

    @Test
    void without_scripts_it_has_each_failure_with_its_detail() {
        RequirementResult bad = check.runs().stream()
                .flatMap(run -> Totals.bad(run).stream())
                .findFirst()
                .orElseThrow();

        assertThat(plain().select("li").eachText())
                .anyMatch(line -> line.contains(bad.id() + " failed: " + bad.rule()) && line.contains("<script>"));
    }

    @Test
    void without_scripts_it_has_each_requirement_with_its_outcome_in_each_run() {
        assertThat(rows("Outcome of each requirement in each run"))
                .containsExactlyElementsOf(check.runs().get(0).requirements().stream()
                        .map(result -> result.id() + " " + result.title() + " " + outcomes(result.id()))
                        .toList());
    }

    @Test
    void without_scripts_a_requirement_that_a_run_did_not_have_is_told_apart_from_not_run() {
        BackendRun one = Samples.run("one", "one", "25", Outcome.PASSED, Outcome.NOT_RUN);
        BackendRun other = Samples.run("other", "other", "25", Outcome.PASSED);

        String plain =
                Essentials.of(Contents.of(Samples.checkOf(one, other, one), null, ""), Chooser.choose(check, null));

        assertThat(Jsoup.parse(plain).text()).contains("WID-002 a title not run not selected not run");
    }

    @Test
    void what_the_doctor_found_by_trying_takes_the_place_of_what_the_facts_say() {
        Examination tried = new Examination(
                check.host(),
                List.of(
                        new Finding(
                                "orphans",
                                Finding.Severity.FAIL,
                                "a <zombie> stays",
                                "seen",
                                new Fix("tini -s", "docker run --init", "share"),
                                null),
                        new Finding("libc", Finding.Severity.WARN, "unknown", "no maps", null, "not read")));

        Document examined =
                Jsoup.parse(HtmlReport.of(Contents.of(check, null, "no cc").examined(tried)));

        assertThat(examined.select("noscript .essentials li").eachText())
                .contains(
                        "FAIL orphans: a <zombie> stays. Linux: tini -s Docker: docker run --init Kubernetes: share",
                        "WARN libc: unknown. No fix: not read");
        assertThat(examined.expectFirst("#data").data()).contains("\"about\":\"orphans\"");
    }

    private String outcomes(String id) {
        return check.runs().stream()
                .flatMap(run -> run.requirements().stream())
                .filter(result -> result.id().equals(id))
                .map(Totals::inWords)
                .collect(Collectors.joining(" "));
    }

    private Element plain() {
        return page.expectFirst("noscript .essentials");
    }

    private List<String> rows(String caption) {
        return plain().select("table:has(caption:containsOwn(" + caption + ")) tbody tr")
                .eachText();
    }
}
