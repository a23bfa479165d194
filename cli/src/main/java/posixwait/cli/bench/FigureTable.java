package posixwait.cli.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import posixwait.cli.check.Markdown;

/** The figures of one question: subjects against what was varied, the longer of the two downwards. */
final class FigureTable {
    private static final String NOTHING = "";

    /** More times the figure of C says less than the figure itself: C does nothing of the kind. */
    private static final double MOST_TIMES = 1000;

    /** An interval that ends at so many times where it begins, or more, has no point in it that is worth telling. */
    private static final double UNRESOLVED = 3;

    private static final long LEAST_FOR_P99 = 100;

    private final List<BenchResult> results;
    private final List<String> subjects;
    private final List<String> variations;
    private final Map<String, Map<String, BenchResult>> cells = new LinkedHashMap<>();

    FigureTable(List<BenchResult> results) {
        this.results = List.copyOf(results);
        this.subjects =
                this.results.stream().map(BenchResult::subject).distinct().toList();
        this.variations =
                this.results.stream().map(FigureTable::variation).distinct().toList();
        for (BenchResult result : this.results) {
            cells.computeIfAbsent(result.subject(), subject -> new LinkedHashMap<>())
                    .put(variation(result), result);
        }
    }

    private static String variation(BenchResult result) {
        return Figures.params(result.params());
    }

    /** {@return the figure of C; of others the multiple of it; where that is none or says nothing the figure itself} */
    static String toFloor(BenchResult result) {
        Double value = result.value();
        if (value == null || isMultiple(result)) {
            for (BenchResult.Ratio ratio : result.ratios()) {
                if (ratio.to().equals(BenchResult.FLOOR)) {
                    return withInterval(ratio);
                }
            }
            Double ratio = result.ratioToFloor();
            return ratio == null ? NOTHING : Figures.digits(ratio);
        }
        return inUnit(value, result.unit());
    }

    private static boolean isMultiple(BenchResult result) {
        Double ratio = result.ratioToFloor();
        return !result.subject().equals(BenchResult.FLOOR)
                && (ratio == null
                        ? result.ratios().stream().anyMatch(each -> each.to().equals(BenchResult.FLOOR))
                        : ratio <= MOST_TIMES);
    }

    /** A number of things has no digits behind the point. */
    private static String inUnit(double value, String unit) {
        boolean time = unit.endsWith("s") && unit.length() == 2;
        return !time && value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f %s", value, unit)
                : Figures.withUnit(value, unit);
    }

    private static String withInterval(BenchResult.Ratio ratio) {
        Double low = ratio.low();
        Double high = ratio.high();
        if (low == null || high == null) {
            return Figures.digits(ratio.value());
        }
        return (high <= UNRESOLVED * low ? Figures.digits(ratio.value()) : "not resolved") + " (" + Figures.digits(low)
                + " to " + Figures.digits(high) + ")";
    }

    static String distribution(BenchResult result) {
        Long samples = result.samples();
        // Of fewer the 99th of a hundred is the greatest, or a guess.
        boolean few = samples != null && samples < LEAST_FOR_P99;
        return String.join(
                ", ",
                (few ? Stream.of("p50", "max") : Stream.of("p50", "p99", "max"))
                        .map(result.percentiles()::get)
                        .filter(Objects::nonNull)
                        .map(value -> Figures.withUnit(value, result.unit()))
                        .toList());
    }

    static String allocated(BenchResult result) {
        Double bytes = result.bytesPerOp();
        return bytes == null ? NOTHING : Figures.digits(bytes);
    }

    /** {@return the table, of those subjects and variations that have anything in it} */
    String of(Function<BenchResult, String> figure) {
        List<String> across = filled(subjects, variations, (subject, variation) -> cell(subject, variation, figure));
        List<String> down = filled(variations, subjects, (variation, subject) -> cell(subject, variation, figure));
        return across.size() >= down.size()
                ? table(down, across, (variation, subject) -> cell(subject, variation, figure))
                : table(across, down, (subject, variation) -> cell(subject, variation, figure));
    }

    /** What stands where a row and a column meet. */
    private interface Cell {
        String at(String one, String other);
    }

    private static List<String> filled(List<String> all, List<String> others, Cell cell) {
        return all.stream()
                .filter(one ->
                        others.stream().anyMatch(other -> !cell.at(one, other).isEmpty()))
                .toList();
    }

    private String cell(String subject, String variation, Function<BenchResult, String> figure) {
        @Nullable BenchResult result = cells.getOrDefault(subject, Map.of()).get(variation);
        return result == null ? NOTHING : figure.apply(result);
    }

    private static String table(List<String> columns, List<String> rows, Cell cell) {
        StringBuilder text = new StringBuilder("| |");
        columns.forEach(column -> text.append(' ').append(Markdown.cell(column)).append(" |"));
        text.append("\n|---|").append("--:|".repeat(columns.size())).append('\n');
        for (String row : rows) {
            text.append("| ").append(Markdown.cell(row)).append(" |");
            for (String column : columns) {
                text.append(' ').append(Markdown.cell(cell.at(column, row))).append(" |");
            }
            text.append('\n');
        }
        return text.toString();
    }
}
