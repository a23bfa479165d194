package posixwait.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import posixwait.cli.check.Markdown;
import posixwait.cli.io.Complaint;

/** Results of {@code bench} as a page of Markdown: every figure as a multiple of that of C in the same run. */
public final class PerformanceMarkdown {
    private static final String VERSIONS = "versions: ";
    private static final String TARGET = "target: ";

    private static final double PERCENT = 100;

    /** A longer one is folded. */
    private static final int LONGEST_LIST = 6;

    private static final String HEAD = """
            # Performance

            Made by `./posixwait bench --result FILE... --markdown PERFORMANCE.md` from the results in
            [docs/measured](docs/measured), and held against them by the build: nothing here is written by hand.

            Of C there is the figure itself, the median. All others are **multiples of that of C** in the same run, the mean
            over interleaved rounds, with the 95 % interval in parentheses where there were three rounds or more; "not resolved" if that
            ends at more than 3 times where it begins. Less is better. Where C has no such figure, or does so little of the kind
            that more than 1,000 times its figure would stand there, others are given themselves. Compare within one table: one table is one run. How it is
            measured, what is in a figure and what is not claimed: [docs/benchmarking.md](docs/benchmarking.md).
            """;

    private PerformanceMarkdown() {}

    /** A question with its figures, and the number of the run they are of. */
    private record Asked(int run, String question, List<BenchResult> results, List<String> targets) {}

    /**
     * {@return the page}
     *
     * @param files the results, in the order in which they are to stand
     * @throws Complaint if two of them answer one question: which one counts would be chance
     */
    public static String of(List<BenchFile> files) {
        Map<String, Asked> questions = new LinkedHashMap<>();
        for (int run = 1; run <= files.size(); run++) {
            for (Asked asked : asked(run, files.get(run - 1))) {
                Asked other = questions.putIfAbsent(asked.question(), asked);
                if (other != null) {
                    throw Complaint.usage(
                            "--result",
                            asked.question() + " is in two of the files",
                            "give one file for each question, or one of a run that asked all");
                }
            }
        }
        StringBuilder page = new StringBuilder(HEAD);
        runs(page, files);
        targets(
                page,
                questions.values().stream()
                        .flatMap(asked -> asked.targets().stream())
                        .toList());
        questions.values().forEach(asked -> question(page, asked));
        left(page, files);
        return page.toString();
    }

    private static List<Asked> asked(int run, BenchFile file) {
        Map<String, List<BenchResult>> results = new LinkedHashMap<>();
        for (BenchResult result : file.results()) {
            results.computeIfAbsent(result.question(), question -> new ArrayList<>())
                    .add(result);
        }
        return results.entrySet().stream()
                .map(each -> new Asked(run, each.getKey(), each.getValue(), targets(file, each.getKey())))
                .toList();
    }

    private static List<String> targets(BenchFile file, String question) {
        return file.notes().stream()
                .filter(note -> note.startsWith(TARGET + question + " ") || note.startsWith(TARGET + question + ":"))
                .map(note -> note.substring(TARGET.length()))
                .toList();
    }

    /** Where and how: one table, a column for each run that differs in anything. */
    private static void runs(StringBuilder page, List<BenchFile> files) {
        page.append(
                "\n## The runs\n\n| run | date | machine | C compiler | Java | noise floor | posixwait | command |\n");
        page.append("|--:|---|---|---|---|---|---|---|\n");
        for (int run = 1; run <= files.size(); run++) {
            BenchFile file = files.get(run - 1);
            List<String> cells = List.of(
                    String.valueOf(run),
                    file.host().takenAt(),
                    file.host().summary()
                            + (file.host().cpu().model() == null
                                    ? ""
                                    : ", " + file.host().cpu().model()),
                    file.host().cc() == null ? "none" : file.host().cc().version(),
                    file.results().stream().map(BenchResult::jdk).distinct().collect(Collectors.joining(", ")) + " ("
                            + file.host().jvm().vendor() + ")",
                    noise(file),
                    Objects.requireNonNullElse(file.version(), "not recorded"),
                    file.command() == null ? "not recorded" : "`" + file.command() + "`");
            page.append("| ")
                    .append(cells.stream().map(Markdown::cell).collect(Collectors.joining(" | ")))
                    .append(" |\n");
        }
        files.stream()
                .flatMap(file -> file.notes().stream())
                .filter(note -> note.startsWith(VERSIONS))
                .distinct()
                .forEach(note -> page.append("\nV")
                        .append(Markdown.cell(note.substring(1)))
                        .append(".\n"));
    }

    /** {@return such as {@code call-echild 2.1 %}} */
    private static String noise(BenchFile file) {
        return file.noiseFloor().isEmpty()
                ? "not measured"
                : file.noiseFloor().entrySet().stream()
                        .map(floor ->
                                String.format(Locale.ROOT, "%s %.1f %%", floor.getKey(), PERCENT * floor.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private static void targets(StringBuilder page, List<String> targets) {
        if (targets.isEmpty()) {
            return;
        }
        page.append("\n## Targets\n\n")
                .append(counts(targets))
                .append(". Each stands with its question; the whole interval decides, and for that run only.\n");
        List<String> others = targets.stream()
                .filter(target -> !verdict(target).equals("met"))
                .toList();
        if (!others.isEmpty()) {
            page.append("\nNot met, or not known; the reasons for [calls](docs/benchmarking.md#targets-of-calls)")
                    .append(" and for [the reaper](docs/reaper.md#what-it-costs):\n\n");
            others.forEach(
                    target -> page.append("- ").append(Markdown.cell(target)).append('\n'));
        }
    }

    /** {@return how many have each verdict, such as {@code 5 met, 1 MISSED}} */
    private static String counts(List<String> targets) {
        Map<String, Integer> verdicts = new LinkedHashMap<>();
        targets.forEach(target -> verdicts.merge(verdict(target), 1, Integer::sum));
        return verdicts.entrySet().stream()
                .map(verdict -> verdict.getValue() + " " + verdict.getKey())
                .collect(Collectors.joining(", "));
    }

    /** {@return the last words of a target, without the reason: {@code met}, {@code MISSED} or {@code undecided}} */
    private static String verdict(String target) {
        String last = target.substring(target.lastIndexOf(": ") + 2);
        return last.replaceFirst(",.*", "");
    }

    private static void question(StringBuilder page, Asked asked) {
        BenchResult any = asked.results().get(0);
        String title = any.title();
        page.append("\n## ").append(Markdown.cell(asked.question())).append("\n\n");
        if (title != null) {
            page.append(Markdown.cell(title)).append(".\n\n");
        }
        page.append("![")
                .append(Markdown.cell(title == null ? asked.question() : title))
                .append("](docs/plots/")
                .append(asked.question())
                .append(".svg)\n\n");
        page.append("Unit: ")
                .append(Markdown.cell(any.unit()))
                .append(". Run ")
                .append(asked.run())
                .append(".\n\n");
        FigureTable table = new FigureTable(asked.results());
        page.append(table.of(FigureTable::toFloor));
        if (asked.results().stream().anyMatch(result -> result.percentiles().containsKey("p99"))) {
            page.append("\nThe distribution: p50, p99 where there are 100 values or more, and the maximum.\n\n")
                    .append(table.of(FigureTable::distribution));
        }
        if (asked.results().stream().anyMatch(result -> result.bytesPerOp() != null)) {
            page.append("\nHeap allocated by each operation, in bytes.\n\n").append(table.of(FigureTable::allocated));
        }
        if (!asked.targets().isEmpty()) {
            targetsOf(page, asked.targets());
        }
    }

    private static void targetsOf(StringBuilder page, List<String> targets) {
        boolean folded = targets.size() > LONGEST_LIST;
        page.append(folded ? "\n<details><summary>Targets: " + counts(targets) + "</summary>\n\n" : "\nTargets:\n\n");
        targets.forEach(
                target -> page.append("- ").append(Markdown.cell(target)).append('\n'));
        page.append(folded ? "\n</details>\n" : "");
    }

    /** What was left out, and why. */
    private static void left(StringBuilder page, List<BenchFile> files) {
        List<String> notes = files.stream()
                .flatMap(file -> file.notes().stream())
                .filter(note -> !note.startsWith(TARGET) && !note.startsWith(VERSIONS))
                .distinct()
                .toList();
        if (!notes.isEmpty()) {
            page.append("\n## What was left out\n\n");
            notes.forEach(note -> page.append("- ").append(Markdown.cell(note)).append('\n'));
        }
    }
}
