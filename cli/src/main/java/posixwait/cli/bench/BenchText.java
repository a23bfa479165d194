package posixwait.cli.bench;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import posixwait.cli.io.Paint;

/** Figures for people: a table for each question. */
public final class BenchText {
    private final PrintStream out;
    private final Paint paint;

    /** Takes where to print. */
    public BenchText(PrintStream out, Paint paint) {
        this.out = out;
        this.paint = paint;
    }

    /** Prints a result. */
    public void print(BenchFile result) {
        Map<String, List<BenchResult>> byQuestion = new LinkedHashMap<>();
        for (BenchResult each : result.results()) {
            byQuestion
                    .computeIfAbsent(each.question(), question -> new java.util.ArrayList<>())
                    .add(each);
        }
        byQuestion.forEach((question, results) -> {
            String title = results.get(0).title();
            out.println(paint.strong(title == null ? question : question + ": " + title));
            out.printf(
                    Locale.ROOT,
                    "  %-18s %-24s %10s %10s %10s %8s %7s%n",
                    "subject",
                    "",
                    "value",
                    "p99",
                    "max",
                    "x C",
                    "B/op");
            results.forEach(this::row);
        });
        result.noiseFloor()
                .forEach((question, floor) -> out.printf(
                        Locale.ROOT, "noise floor of %s, by two equal series: %.1f%%%n", question, floor * 100));
        result.notes().forEach(note -> out.println("note: " + note));
    }

    private void row(BenchResult result) {
        out.printf(
                Locale.ROOT,
                "  %-18s %-24s %10s %10s %10s %8s %7s%n",
                result.subject(),
                Figures.params(result.params()),
                time(result.value(), result),
                time(result.percentiles().get("p99"), result),
                time(result.percentiles().get("max"), result),
                result.ratioToFloor() == null ? "" : Figures.digits(result.ratioToFloor()),
                result.bytesPerOp() == null ? "" : Figures.digits(result.bytesPerOp()));
    }

    private static String time(@Nullable Double value, BenchResult result) {
        return value == null ? "" : Figures.withUnit(value, result.unit());
    }
}
