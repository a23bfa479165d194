package posixwait.cli.merge;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import posixwait.cli.bench.Figures;
import posixwait.cli.check.Totals;
import posixwait.cli.io.Paint;

/** The matrices for people at a terminal: what differs, and the rest counted. A run is called by its number. */
public final class MergeText {
    private static final String GROUP = "  %-8s %12s %8s %8s   %s%n";

    private final PrintStream out;
    private final Paint paint;

    /** Takes where to print. */
    public MergeText(PrintStream out, Paint paint) {
        this.out = out;
        this.paint = paint;
    }

    /** Prints the matrices. */
    public void print(MergeFile merged) {
        if (!merged.conformance().runs().isEmpty()) {
            print(merged.conformance());
        }
        if (!merged.figures().runs().isEmpty()) {
            print(merged.figures());
        }
        merged.notes().forEach(note -> out.println("note: " + note));
    }

    private void print(ConformanceMatrix conformance) {
        Map<String, String> numbers = runs("Conformance", conformance.runs());
        out.printf(Locale.ROOT, GROUP, "group", "requirements", "agree", "differ", "in which all runs agree");
        for (Group group : conformance.groups()) {
            String agreed = group.agreed().entrySet().stream()
                    .map(each -> each.getValue() + " " + Totals.inWords(each.getKey()))
                    .collect(Collectors.joining(", "));
            String missing = group.notInEveryRun() == 0 ? "" : "; " + group.notInEveryRun() + " not in every run";
            out.printf(
                    Locale.ROOT,
                    GROUP,
                    group.name(),
                    group.requirements(),
                    group.requirements() - group.differing(),
                    group.differing(),
                    agreed + missing);
        }
        List<Row> differing = conformance.differing();
        out.println(
                differing.isEmpty()
                        ? "  No requirement differs between the runs that have it."
                        : "  " + paint.strong(differing.size() + (differing.size() == 1 ? " differs" : " differ")));
        differing.forEach(row -> print(row, numbers));
    }

    private void print(Row row, Map<String, String> numbers) {
        out.println("  " + row.id() + "  " + line(row.title()));
        Map<String, List<String>> byOutcome = new LinkedHashMap<>();
        numbers.forEach((label, number) -> {
            Cell cell = row.cells().get(label);
            byOutcome
                    .computeIfAbsent(cell == null ? "not in that run" : cell.words(), outcome -> new ArrayList<>())
                    .add(number);
        });
        byOutcome.forEach(
                (outcome, runs) -> out.printf(Locale.ROOT, "    %-18s %s%n", outcome, String.join(" ", runs)));
        if (row.explanation() != null) {
            row.explanation().inWords().forEach(line -> out.println("    " + line));
        }
    }

    private void print(FigureMatrix figures) {
        Map<String, String> numbers = runs("Figures as multiples of C in the same run", figures.runs());
        String question = "";
        for (Figure figure : figures.figures()) {
            if (!figure.question().equals(question)) {
                question = figure.question();
                out.println("  "
                        + paint.strong(line(figure.title() == null ? question : question + ": " + figure.title())));
            }
            String cells = numbers.entrySet().stream()
                    .filter(each -> figure.cells().containsKey(each.getKey()))
                    .map(each -> each.getValue() + " " + cell(figure, each.getKey()))
                    .collect(Collectors.joining("  "));
            out.printf(
                    Locale.ROOT,
                    "    %-18s %-24s %s%n",
                    line(figure.subject()),
                    line(Figures.params(figure.params())),
                    cells);
        }
    }

    private static String cell(Figure figure, String label) {
        Figure.ToFloor cell = figure.cells().get(label);
        return cell == null ? "" : cell.inWords();
    }

    /** The legend: the number of each run, and what all have in common. */
    private Map<String, String> runs(String title, List<Column> columns) {
        out.println(paint.strong(title));
        Map<String, String> numbers = new LinkedHashMap<>();
        for (Column column : columns) {
            String number = "[" + (numbers.size() + 1) + "]";
            numbers.put(column.label(), number);
            String verdict = column.conforms() == null
                    ? ""
                    : column.conforms() ? ": " + paint.good("conforms") : ": " + paint.bad("DOES NOT CONFORM");
            out.println("  " + number + " " + column.label() + verdict + " (" + line(column.file()) + ")");
        }
        String common =
                Facts.common(columns.stream().map(Column::facts).toList()).host();
        if (!common.isEmpty()) {
            out.println("  " + (columns.size() == 1 ? "host: " : "everywhere: ") + common);
        }
        return numbers;
    }

    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
