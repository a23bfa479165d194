package posixwait.cli.regression;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.bench.BenchResult;
import posixwait.cli.io.Complaint;
import posixwait.cli.io.Json;
import posixwait.cli.merge.Fact;
import posixwait.cli.merge.Facts;

/**
 * An earlier result that a result is held against, and how much worse that may be.
 *
 * @param path where it was read from
 * @param file what it holds
 * @param allowed how much worse a ratio may get: 0.1 is ten percent
 */
public record Baseline(Path path, BenchFile file, double allowed) {
    private static final Pattern PERCENTAGE = Pattern.compile("(\\d{1,4}(?:\\.\\d{1,3})?)%");

    /** What says no more than another fact does. */
    private static final Set<Fact> SAID_BY_OTHERS = Set.of(Fact.JDK_FEATURE, Fact.KERNEL_SERIES);

    /**
     * Reads it.
     *
     * @param path the file
     * @param percentage how much worse, such as {@code 10%}
     * @throws Complaint if the file cannot be read or is something else, or that is no percentage
     */
    public static Baseline read(Path path, String percentage) {
        double allowed = fraction(percentage);
        return new Baseline(path, result("--baseline", path), allowed);
    }

    /**
     * {@return a result of {@code bench}}
     *
     * @throws Complaint if it cannot be read, is something else, or has a row twice
     */
    public static BenchFile result(String option, Path path) {
        BenchFile file = Json.read(option, path, BenchFile.class, "bench");
        Set<Row> rows = new HashSet<>();
        for (BenchResult result : file.results()) {
            Row row = Row.of(result);
            if (!rows.add(row)) {
                throw Complaint.usage(
                        option + " " + path, "has " + row + " twice", "give the figures of one run on one JDK");
            }
        }
        return file;
    }

    private static double fraction(String percentage) {
        Matcher matcher = PERCENTAGE.matcher(percentage);
        if (!matcher.matches()) {
            throw Complaint.usage("--max-regression " + percentage, "is no percentage", "give one such as 10% or 2.5%");
        }
        return Double.parseDouble(matcher.group(1)) / 100;
    }

    /**
     * {@return a result against this one}
     *
     * @param now the result
     * @param asked the questions that it was to answer; empty for all
     * @throws Complaint if no row could be compared: that would be a gate that lets everything through
     */
    public Comparison against(BenchFile now, Set<String> asked) {
        Comparison comparison = Comparison.of(file, now, allowed, asked);
        if (comparison.changes().isEmpty()) {
            String why = comparison.left().containsKey(Obstacle.NO_FLOOR)
                            || comparison.left().containsKey(Obstacle.NO_NOISE)
                    ? "no row could be compared: " + ComparisonText.counts(comparison.left())
                    : "has no row in common with the result";
            throw Complaint.usage("--baseline " + path, why, "compare runs of the same questions and the same length");
        }
        return comparison;
    }

    /** {@return in what the hosts differ, in words; empty if in nothing that is known of both} */
    public List<String> differences(BenchFile now) {
        Map<Fact, String> before = facts(file);
        Map<Fact, String> after = facts(now);
        List<String> differences = new ArrayList<>();
        before.forEach((fact, value) -> {
            String other = after.get(fact);
            if (other != null && !other.equals(value) && !SAID_BY_OTHERS.contains(fact)) {
                differences.add(fact.words() + " (" + value + ", now " + other + ")");
            }
        });
        return differences;
    }

    private static Map<Fact, String> facts(BenchFile file) {
        // One question compares JDKs; the others are all measured on the same.
        Map<String, Long> rows = file.results().stream()
                .collect(Collectors.groupingBy(BenchResult::jdk, LinkedHashMap::new, Collectors.counting()));
        return rows.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(most -> Facts.of(file, most.getKey()).values())
                .orElseGet(() -> new EnumMap<>(Fact.class));
    }
}
