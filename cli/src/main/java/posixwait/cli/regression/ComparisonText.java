package posixwait.cli.regression;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import posixwait.cli.bench.Figures;
import posixwait.cli.io.Paint;

/** A comparison for people: a line for each regression, a line for what is gone, and one that counts. */
public final class ComparisonText {
    private static final double PERCENT = 100;

    /** A chance that is smaller says more of the arithmetic than of the rows. */
    private static final double MOST_CONFIDENCE = 0.9999;

    private final PrintStream out;
    private final Paint paint;

    /** Takes where to print. */
    public ComparisonText(PrintStream out, Paint paint) {
        this.out = out;
        this.paint = paint;
    }

    /**
     * Prints a comparison.
     *
     * @param baseline the baseline's name
     * @param differences in what the hosts differ
     */
    public void print(Comparison comparison, String baseline, List<String> differences) {
        List<Change> regressions = comparison.regressions();
        regressions.forEach(change -> out.println(paint.bad("REGRESSION") + "  " + line(change)));
        gone(comparison.left().getOrDefault(Obstacle.GONE, List.of()))
                .forEach(line -> out.println(paint.doubtful("GONE") + "        " + line));
        if (!differences.isEmpty()) {
            out.println("note: the baseline is of another host or JDK: " + String.join(", ", differences)
                    + "; a floor measured there is another floor");
        }
        if (comparison.runToRun() == 0) {
            out.println("note: no row shows what one run differs from the next by;"
                    + " only the noise within the runs was counted");
        }
        String verdict = regressions.isEmpty() ? paint.good("no regression") : regressions.size() + " regressed";
        String counts = counts(comparison.left());
        out.println(
                "compared with " + baseline + ": " + rows(comparison.changes().size()) + ", " + verdict
                        + " by more than " + percent(comparison.allowed()) + " and by more than noise explains"
                        + (counts.isEmpty() ? "; no row was left out" : "; not compared: " + counts));
    }

    private static String line(Change change) {
        return change.row() + ": " + Figures.digits(change.baseline()) + " times C in the baseline, "
                + Figures.digits(change.now()) + " now, "
                + String.format(Locale.ROOT, "%+.1f%%", change.worse() * PERCENT) + ", confidence "
                + (change.confidence() > MOST_CONFIDENCE ? "above " : "")
                // Rounded down: it is not to say more than there is.
                + String.format(
                        Locale.ROOT,
                        "%.2f%%",
                        Math.floor(Math.min(change.confidence(), MOST_CONFIDENCE) * PERCENT * PERCENT) / PERCENT);
    }

    /** All that is gone of a subject's answers to a question in one line: {@code reaper-storm ffm: n=100, n=1000}. */
    private static List<String> gone(List<Row> rows) {
        Map<String, List<Row>> byTitle = new LinkedHashMap<>();
        rows.forEach(row ->
                byTitle.computeIfAbsent(row.title(), each -> new ArrayList<>()).add(row));
        List<String> lines = new ArrayList<>();
        byTitle.forEach((title, of) -> {
            String variations = of.stream()
                    .map(Row::variation)
                    .filter(variation -> !variation.isEmpty())
                    .collect(Collectors.joining(", "));
            lines.add(title + (variations.isEmpty() ? "" : ": " + variations));
        });
        return lines;
    }

    /** {@return how many rows were not compared, and why: {@code 3 in the baseline only, 2 not asked for}} */
    static String counts(Map<Obstacle, List<Row>> left) {
        return left.entrySet().stream()
                .map(each -> each.getValue().size() + " " + each.getKey().words())
                .collect(Collectors.joining(", "));
    }

    private static String rows(int count) {
        return count + (count == 1 ? " row" : " rows");
    }

    private static String percent(double fraction) {
        String digits = String.format(Locale.ROOT, "%.3f", fraction * PERCENT).replaceFirst("\\.?0+$", "");
        return digits + "%";
    }
}
