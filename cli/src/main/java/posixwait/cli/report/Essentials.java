package posixwait.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.bench.BenchResult;
import posixwait.cli.bench.Figures;
import posixwait.cli.check.CheckFile;
import posixwait.cli.check.NotRun;
import posixwait.cli.check.Totals;
import posixwait.cli.choose.Choice;
import posixwait.cli.doctor.Finding;
import posixwait.cli.doctor.Fix;
import posixwait.cli.io.Html;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.RequirementResult;

/** What a report says without its scripts: the choice, the totals, each failure, each outcome, each figure. */
final class Essentials {
    private static final int HEADINGS = 2;

    private Essentials() {}

    /** {@return the part of the page for browsers that run no script} */
    static String of(Contents contents, Choice choice) {
        CheckFile check = contents.check();
        List<BackendRun> runs = check.runs();
        return Html.filled(
                Html.resource(Essentials.class, "essentials.html"),
                Map.of(
                        "host", Html.escaped(check.host().summary()),
                        "headline", Html.escaped(choice.headline()),
                        "because", each(choice.because(), reason -> "<li>" + Html.escaped(reason) + "</li>"),
                        "totals", each(runs, Essentials::total) + each(check.notRun(), Essentials::absence),
                        "failures", failures(runs),
                        "runs", each(runs, run -> heading(Totals.name(run))),
                        "outcomes", outcomes(runs),
                        "figures", contents.bench() == null ? "" : figures(contents.bench()),
                        "measured", Html.escaped(contents.benchMissing()),
                        "findings", each(contents.findings(), Essentials::finding)));
    }

    private static String total(BackendRun run) {
        return "<tr>" + rowHeading(Totals.name(run)) + cell(run.conforms() ? "conforms" : "does not conform")
                + cell(Totals.inWords(run)) + "</tr>";
    }

    private static String absence(NotRun notRun) {
        return "<tr>" + rowHeading(notRun.backend() + " on Java " + notRun.jdk())
                + cell(notRun.wanted() ? "could not run" : "not run") + cell(notRun.reason()) + "</tr>";
    }

    private static String failures(List<BackendRun> runs) {
        String failures = each(runs, run -> each(Totals.bad(run), result -> failure(run, result)));
        return failures.isEmpty() ? "<p>Nothing failed that was not expected to.</p>" : "<ul>" + failures + "</ul>";
    }

    private static String failure(BackendRun run, RequirementResult result) {
        String detail = result.detail().isEmpty() ? "" : "<pre>" + Html.escaped(result.detail()) + "</pre>";
        return "<li>"
                + Html.escaped(
                        Totals.name(run) + ": " + result.id() + " " + Totals.inWords(result) + ": " + result.rule())
                + detail + "</li>";
    }

    /** A row for each requirement, with a cell for each run; a run need not have them all. */
    private static String outcomes(List<BackendRun> runs) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (int column = 0; column < runs.size(); column++) {
            for (RequirementResult result : runs.get(column).requirements()) {
                List<String> row = rows.computeIfAbsent(
                        result.id(), id -> new ArrayList<>(List.of(rowHeading(id), cell(result.title()))));
                absent(row, column);
                row.add(cell(Totals.inWords(result)));
            }
        }
        rows.values().forEach(row -> absent(row, runs.size()));
        return each(List.copyOf(rows.values()), row -> "<tr>" + String.join("", row) + "</tr>");
    }

    /** Fills the columns before this one of runs that did not have the requirement. */
    private static void absent(List<String> row, int column) {
        while (row.size() < HEADINGS + column) {
            row.add(cell("not selected"));
        }
    }

    private static String figures(BenchFile bench) {
        return each(bench.results(), Essentials::figure);
    }

    private static String figure(BenchResult result) {
        return "<tr>" + rowHeading(result.question()) + cell(result.subject()) + cell(Figures.params(result.params()))
                + cell(result.value() == null ? "" : Figures.withUnit(result.value(), result.unit()))
                + cell(result.ratioToFloor() == null ? "" : Figures.digits(result.ratioToFloor())) + "</tr>";
    }

    private static String finding(Finding finding) {
        String says = finding.severity() + " " + finding.about() + ": " + finding.finding() + ".";
        Fix fix = finding.fix();
        String todo = fix != null
                ? "<br>Linux: " + Html.escaped(fix.linux()) + "<br>Docker: " + Html.escaped(fix.docker())
                        + "<br>Kubernetes: " + Html.escaped(fix.kubernetes())
                : finding.severity() == Finding.Severity.OK
                        ? ""
                        : "<br>No fix: " + Html.escaped(String.valueOf(finding.noFix()));
        return "<li>" + Html.escaped(says) + todo + "</li>";
    }

    private static String heading(String text) {
        return "<th scope=\"col\">" + Html.escaped(text) + "</th>";
    }

    private static String rowHeading(String text) {
        return "<th scope=\"row\">" + Html.escaped(text) + "</th>";
    }

    private static String cell(String text) {
        return "<td>" + Html.escaped(text) + "</td>";
    }

    private static <T> String each(List<T> members, Function<T, String> html) {
        return members.stream().map(html).collect(Collectors.joining("\n"));
    }
}
