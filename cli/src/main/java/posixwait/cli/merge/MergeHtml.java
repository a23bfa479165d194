package posixwait.cli.merge;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import posixwait.cli.bench.Figures;
import posixwait.cli.check.Totals;
import posixwait.cli.io.Html;
import posixwait.cli.report.HtmlReport;
import posixwait.conformance.run.Outcome;

/** The matrices as one HTML file with its style in it, and no script. */
public final class MergeHtml {
    private static final String NOTHING = "<span class=\"outcome none\">not in that run</span>";

    private final MergeFile merged;
    private final StringBuilder body = new StringBuilder();

    private MergeHtml(MergeFile merged) {
        this.merged = merged;
    }

    /** {@return the file} */
    public static String of(MergeFile merged) {
        MergeHtml html = new MergeHtml(merged);
        html.runs();
        html.differences();
        html.groups();
        html.figures();
        html.notes();
        return Html.filled(
                Html.resource(MergeHtml.class, "merge.html"),
                Map.of("css", Html.resource(HtmlReport.class, "report.css"), "body", html.body.toString()));
    }

    private void runs() {
        List<Column> checks = merged.conformance().runs();
        List<Column> benches = merged.figures().runs();
        body.append("<section id=\"runs\">\n<h1>Runs in one matrix</h1>\n");
        paragraph(checks.size() + (checks.size() == 1 ? " run" : " runs") + " of the conformance kit, figures of "
                + benches.size() + ".");
        if (!checks.isEmpty()) {
            table("Runs of the conformance kit", List.of("run", "conforms", "host and kit", "file"));
            checks.forEach(this::run);
            endTable();
        }
        if (!benches.isEmpty()) {
            table("Figures", List.of("run", "host", "file"));
            benches.forEach(this::run);
            endTable();
        }
        body.append("</section>\n");
    }

    private void run(Column run) {
        body.append("<tr>");
        rowHeader(run.label(), "");
        if (run.conforms() != null) {
            cell(run.conforms() ? outcome("good", "conforms") : outcome("bad", "does not conform"));
        }
        cell(Html.escaped(run.facts().host()));
        cell("<span class=\"mono\">" + Html.escaped(run.file()) + "</span>");
        body.append("</tr>\n");
    }

    private void differences() {
        List<Column> runs = merged.conformance().runs();
        if (runs.isEmpty()) {
            return;
        }
        List<Row> differing = merged.conformance().differing();
        open("differences", "What differs, and the facts that separate it");
        paragraph(
                differing.isEmpty()
                        ? "No requirement differs between the runs that have it."
                        : "A fact separates the outcomes if runs with the same value of it have the same outcome. Facts that"
                                + " differ together separate together: this is evidence, not a cause.");
        if (!differing.isEmpty()) {
            table("Requirements that differ", columns("requirement", runs, "what separates the outcomes"));
            differing.forEach(row -> row(row, runs));
            endTable();
        }
        body.append("</section>\n");
    }

    private void row(Row row, List<Column> runs) {
        body.append("<tr id=\"").append(Html.escaped(row.id())).append("\">");
        rowHeader(row.id(), row.title());
        for (Column run : runs) {
            cell(cell(row.cells().get(run.label())));
        }
        cell(
                row.explanation() == null
                        ? ""
                        : row.explanation().inWords().stream()
                                .map(Html::escaped)
                                .collect(Collectors.joining("<br>")));
        body.append("</tr>\n");
    }

    private static String cell(@Nullable Cell cell) {
        if (cell == null) {
            return NOTHING;
        }
        String detail = cell.firstLine();
        return outcome(grade(cell.outcome()), cell.words())
                + (detail.isEmpty() ? "" : "<br><span class=\"detail\">" + Html.escaped(detail) + "</span>");
    }

    private static String grade(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> "good";
            case EXPECTED_FAILURE -> "doubt";
            case UNSUPPORTED, NOT_RUN -> "none";
            case FAILED, UNEXPECTED_PASS, UNRESOLVED, TIMEOUT, CRASHED -> "bad";
        };
    }

    private void groups() {
        if (merged.conformance().runs().isEmpty()) {
            return;
        }
        open("groups", "Where all runs agree");
        table(
                "Requirements by group",
                List.of("group", "requirements", "agree", "differ", "not in every run", "in which all runs agree"));
        for (Group group : merged.conformance().groups()) {
            body.append("<tr>");
            rowHeader(group.name(), "");
            for (int number : new int[] {
                group.requirements(), group.requirements() - group.differing(), group.differing(), group.notInEveryRun()
            }) {
                cell(Integer.toString(number));
            }
            cell(group.agreed().entrySet().stream()
                    .map(each -> outcome(grade(each.getKey()), each.getValue() + " " + Totals.inWords(each.getKey())))
                    .collect(Collectors.joining(", ")));
            body.append("</tr>\n");
        }
        endTable();
        body.append("</section>\n");
    }

    private void figures() {
        List<Column> runs = merged.figures().runs();
        if (runs.isEmpty()) {
            return;
        }
        open("figures", "Figures as multiples of C in the same run");
        paragraph("Each is a multiple of what C took in its own run, with the interval in which it may lie; times of"
                + " different hosts are not compared.");
        table("Multiples of C", columns("figure", runs, "what was varied"));
        for (Figure figure : merged.figures().figures()) {
            body.append("<tr>");
            rowHeader(figure.question() + ": " + figure.subject(), figure.title() == null ? "" : figure.title());
            for (Column run : runs) {
                Figure.ToFloor cell = figure.cells().get(run.label());
                cell(cell == null ? NOTHING : Html.escaped(cell.inWords()));
            }
            cell(Html.escaped(Figures.params(figure.params())));
            body.append("</tr>\n");
        }
        endTable();
        body.append("</section>\n");
    }

    private void notes() {
        if (merged.notes().isEmpty()) {
            return;
        }
        open("notes", "Notes");
        body.append("<ul class=\"notes\">\n");
        merged.notes()
                .forEach(note -> body.append("<li>").append(Html.escaped(note)).append("</li>\n"));
        body.append("</ul>\n</section>\n");
    }

    private static List<String> columns(String first, List<Column> runs, String last) {
        List<String> columns = runs.stream().map(Column::label).collect(Collectors.toList());
        columns.add(0, first);
        columns.add(last);
        return columns;
    }

    private void open(String id, String title) {
        body.append("<section id=\"")
                .append(id)
                .append("\">\n<h2>")
                .append(Html.escaped(title))
                .append("</h2>\n");
    }

    private void paragraph(String text) {
        body.append("<p>").append(Html.escaped(text)).append("</p>\n");
    }

    private void table(String caption, List<String> columns) {
        body.append("<div class=\"scroll\"><table class=\"merged\"><caption>")
                .append(Html.escaped(caption))
                .append("</caption><thead><tr>");
        columns.forEach(column ->
                body.append("<th scope=\"col\">").append(Html.escaped(column)).append("</th>"));
        body.append("</tr></thead><tbody>\n");
    }

    private void endTable() {
        body.append("</tbody></table></div>\n");
    }

    private void rowHeader(String name, String title) {
        body.append("<th scope=\"row\">").append(Html.escaped(name));
        if (!title.isEmpty()) {
            body.append(" <span class=\"detail\">").append(Html.escaped(title)).append("</span>");
        }
        body.append("</th>");
    }

    private void cell(String html) {
        body.append("<td>").append(html).append("</td>");
    }

    private static String outcome(String grade, String words) {
        return "<span class=\"outcome " + grade + "\">" + words + "</span>";
    }
}
