package posixwait.cli.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import posixwait.cli.check.Totals;
import posixwait.cli.io.Html;
import posixwait.cli.report.HtmlReport;
import posixwait.conformance.Level;
import posixwait.conformance.run.Outcome;
import posixwait.conformance.run.RequirementInfo;
import posixwait.conformance.spec.Assertion;
import posixwait.conformance.spec.Page;

/** The coverage as one HTML file with its style in it, and no script. */
public final class CoverageHtml {
    private final Coverage coverage;
    private final Map<String, RequirementInfo> byId;
    private final StringBuilder body = new StringBuilder();

    private CoverageHtml(Coverage coverage) {
        this.coverage = coverage;
        this.byId = coverage.requirements().stream().collect(Collectors.toMap(RequirementInfo::id, info -> info));
    }

    /** {@return the file} */
    public static String of(Coverage coverage) {
        CoverageHtml html = new CoverageHtml(coverage);
        html.summary();
        html.groups();
        html.open("pages", "The pages, assertion by assertion");
        coverage.pages().forEach(html::page);
        html.body.append("</section>\n");
        html.tests();
        html.beyond();
        return Html.filled(
                Html.resource(CoverageHtml.class, "coverage.html"),
                Map.of("css", Html.resource(HtmlReport.class, "report.css"), "body", html.body.toString()));
    }

    private void summary() {
        Coverage.Numbers total = coverage.total();
        body.append(
                        "<section id=\"summary\">\n<h1>What of the specification is tested</h1>\n<p class=\"host-line\">Of ")
                .append(total.assertions())
                .append(" assertions ")
                .append(total.testable())
                .append(" can be tested, and ")
                .append(total.tested())
                .append(" are: ")
                .append(total.percent())
                .append(" percent.</p>\n");
        for (Coverage.Run run : coverage.runs()) {
            body.append("<p>")
                    .append(Html.escaped(run.name() + " on " + run.host() + ": " + coverage.held(run) + " of "
                            + total.tested() + " tested assertions passed."))
                    .append("</p>\n");
        }
        table(List.of("page", "about", "assertions", "testable", "tested", "percent", "deviations of Linux"), 2);
        for (Page page : coverage.pages()) {
            numbers("<a href=\"#" + page.name() + "\">" + page.name() + "</a>", page.title(), Coverage.numbers(page));
        }
        numbers("<strong>all</strong>", "", total);
        close();
    }

    private void numbers(String name, String title, Coverage.Numbers numbers) {
        body.append("<tr>");
        cell("", name);
        cell("", Html.escaped(title));
        for (int number : new int[] {
            numbers.assertions(), numbers.testable(), numbers.tested(), numbers.percent(), numbers.deviations()
        }) {
            cell("number", Integer.toString(number));
        }
        body.append("</tr>\n");
    }

    private void groups() {
        int all = coverage.requirements().size();
        int beyond = coverage.beyond().size();
        open("groups", "Requirements by group and level");
        body.append("<p>").append(all).append(" requirements: ").append(all - beyond);
        body.append(" test an assertion of these pages, ").append(beyond).append(" lie beyond them.</p>\n");
        List<String> columns = new ArrayList<>(List.of("group"));
        for (Level level : Level.values()) {
            columns.add(level.name());
        }
        columns.add("all");
        table(columns, 1);
        coverage.groups().forEach(this::counts);
        counts("all", coverage.levels());
        close();
    }

    private void counts(String name, Map<Level, Integer> levels) {
        body.append("<tr>");
        cell("", name);
        for (Level level : Level.values()) {
            cell("number", levels.getOrDefault(level, 0).toString());
        }
        cell(
                "number",
                Integer.toString(
                        levels.values().stream().mapToInt(Integer::intValue).sum()));
        body.append("</tr>\n");
    }

    private void page(Page page) {
        body.append("<h3 id=\"")
                .append(page.name())
                .append("\">")
                .append(Html.escaped(page.name()))
                .append("</h3>\n<p>");
        body.append(Html.escaped(page.title() + ". " + page.standard() + ".")).append("</p>\n");
        table(columns(List.of("", "section", "assertion", "requirements and tests")), Integer.MAX_VALUE);
        for (Assertion assertion : page.assertions()) {
            body.append("<tr id=\"").append(assertion.id()).append("\">");
            cell("mono", assertion.id().substring(assertion.id().indexOf('#')));
            cell("", Html.escaped(assertion.section()));
            cell("", Html.escaped(assertion.text()));
            cell("", assertion.isTested() ? requirements(assertion) : untested(assertion));
            for (Coverage.Run run : coverage.runs()) {
                cell("", assertion.isTested() ? verdict(run, assertion) : "");
            }
            body.append("</tr>\n");
        }
        body.append("</tbody></table></div>\n");
    }

    private String requirements(Assertion assertion) {
        String all = assertion.requirements().stream()
                .map(id -> "<a class=\"mono\" href=\"#" + id + "\">" + id + "</a> <span class=\"test\">"
                        + Html.escaped(Coverage.test(Objects.requireNonNull(byId.get(id), id))) + "</span>")
                .collect(Collectors.joining("<br>"));
        return assertion.deviation() ? "<span class=\"outcome doubt\">Linux departs</span><br>" + all : all;
    }

    private static String untested(Assertion assertion) {
        return "<span class=\"outcome none\">" + Coverage.why(assertion) + "</span> "
                + Html.escaped(assertion.reason());
    }

    private static String verdict(Coverage.Run run, Assertion assertion) {
        boolean failed = assertion.requirements().stream()
                .anyMatch(id -> !run.outcome(id).conforms() && run.outcome(id) != Outcome.NOT_RUN);
        String grade = run.holds(assertion) ? "good" : failed ? "bad" : "none";
        return "<span class=\"outcome " + grade + "\">" + run.verdict(assertion) + "</span>";
    }

    private void tests() {
        Map<String, List<String>> assertions = coverage.assertionsByRequirement();
        open("tests", "Requirements and their tests");
        table(columns(List.of("requirement", "level", "rule and test", "tests the assertions")), Integer.MAX_VALUE);
        for (RequirementInfo info : coverage.requirements()) {
            body.append("<tr id=\"").append(info.id()).append("\">");
            cell("mono", info.id());
            cell("", info.level().name());
            cell(
                    "",
                    Html.escaped(info.rule()) + "<br><span class=\"test\">" + Html.escaped(Coverage.test(info))
                            + "</span>");
            cell(
                    "",
                    assertions.getOrDefault(info.id(), List.of()).stream()
                            .map(id -> "<a href=\"#" + id.replace("#", "%23") + "\">" + id + "</a>")
                            .collect(Collectors.joining(" ")));
            for (Coverage.Run run : coverage.runs()) {
                cell("", Totals.inWords(run.outcome(info.id())));
            }
            body.append("</tr>\n");
        }
        close();
    }

    private void beyond() {
        open("beyond", "Requirements beyond these pages");
        table(List.of("requirement", "where it stands"), Integer.MAX_VALUE);
        for (RequirementInfo info : coverage.beyond()) {
            body.append("<tr>");
            cell("mono", "<a href=\"#" + info.id() + "\">" + info.id() + "</a>");
            cell("", Html.escaped(Coverage.beyondWhat(info)));
            body.append("</tr>\n");
        }
        close();
    }

    /** Some columns, and one for each run. */
    private List<String> columns(List<String> first) {
        List<String> columns = new ArrayList<>(first);
        coverage.runs().forEach(run -> columns.add(run.name()));
        return columns;
    }

    private void open(String id, String title) {
        body.append("<section id=\"")
                .append(id)
                .append("\">\n<h2>")
                .append(title)
                .append("</h2>\n");
    }

    private void table(List<String> columns, int textColumns) {
        body.append("<div class=\"scroll\"><table class=\"coverage\"><thead><tr>");
        for (int i = 0; i < columns.size(); i++) {
            body.append(i < textColumns ? "<th>" : "<th class=\"number\">")
                    .append(Html.escaped(columns.get(i)))
                    .append("</th>");
        }
        body.append("</tr></thead><tbody>\n");
    }

    private void close() {
        body.append("</tbody></table></div>\n</section>\n");
    }

    private void cell(String style, String html) {
        body.append(style.isEmpty() ? "<td>" : "<td class=\"" + style + "\">")
                .append(html)
                .append("</td>");
    }
}
