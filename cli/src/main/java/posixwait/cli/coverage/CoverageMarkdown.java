package posixwait.cli.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import posixwait.cli.check.Totals;
import posixwait.conformance.Level;
import posixwait.conformance.run.RequirementInfo;
import posixwait.conformance.spec.Assertion;
import posixwait.conformance.spec.Page;

/** The coverage as Markdown. */
public final class CoverageMarkdown {
    private static final int TEXT_COLUMNS = 2;

    private final Coverage coverage;
    private final StringBuilder text = new StringBuilder();

    private CoverageMarkdown(Coverage coverage) {
        this.coverage = coverage;
    }

    /** {@return the document} */
    public static String of(Coverage coverage) {
        CoverageMarkdown document = new CoverageMarkdown(coverage);
        document.summary();
        document.groups();
        coverage.pages().forEach(document::page);
        document.tests();
        document.beyond();
        return document.text.toString();
    }

    private void summary() {
        Coverage.Numbers total = coverage.total();
        line("# Coverage of the specification");
        line("");
        line(
                "What pages of POSIX and of Linux assert about children and waiting for them, sentence by sentence and in our");
        line("own words, and which requirements fail if it does not hold. Made by");
        line("`./posixwait coverage --markdown docs/coverage.md`.");
        line("");
        line("Of " + total.assertions() + " assertions " + total.testable() + " can be tested, and " + total.tested()
                + " are: " + total.percent() + " percent.");
        line("");
        head(
                TEXT_COLUMNS,
                List.of("page", "about", "assertions", "testable", "tested", "percent", "deviations of Linux"));
        for (Page page : coverage.pages()) {
            row(numbers(page.name(), cell(page.title()), Coverage.numbers(page)));
        }
        row(numbers("**all**", "", total));
        if (!coverage.runs().isEmpty()) {
            line("");
        }
        for (Coverage.Run run : coverage.runs()) {
            line("- " + cell(run.name()) + " on " + cell(run.host()) + ": " + coverage.held(run) + " of "
                    + total.tested() + " tested assertions passed.");
        }
    }

    private static List<String> numbers(String name, String title, Coverage.Numbers numbers) {
        return List.of(
                name,
                title,
                Integer.toString(numbers.assertions()),
                Integer.toString(numbers.testable()),
                Integer.toString(numbers.tested()),
                Integer.toString(numbers.percent()),
                Integer.toString(numbers.deviations()));
    }

    private void groups() {
        int all = coverage.requirements().size();
        int beyond = coverage.beyond().size();
        line("");
        line("## Requirements by group and level");
        line("");
        line(all + " requirements: " + (all - beyond) + " test an assertion of these pages, " + beyond
                + " lie beyond them.");
        line("");
        List<String> columns = new ArrayList<>(List.of("group"));
        for (Level level : Level.values()) {
            columns.add(level.name());
        }
        columns.add("all");
        head(1, columns);
        coverage.groups().forEach((group, levels) -> row(counts(group, levels)));
        row(counts("**all**", coverage.levels()));
    }

    private static List<String> counts(String name, Map<Level, Integer> levels) {
        int sum = levels.values().stream().mapToInt(Integer::intValue).sum();
        return Stream.of(
                        Stream.of(name),
                        Stream.of(Level.values())
                                .map(level -> levels.getOrDefault(level, 0).toString()),
                        Stream.of(Integer.toString(sum)))
                .flatMap(column -> column)
                .toList();
    }

    private void page(Page page) {
        line("");
        line("## " + page.name());
        line("");
        line(cell(page.title()) + ". " + page.standard() + ".");
        line("");
        List<String> columns = new ArrayList<>(List.of("", "section", "assertion", "requirements"));
        coverage.runs().forEach(run -> columns.add(cell(run.name())));
        head(columns.size(), columns);
        for (Assertion assertion : page.assertions()) {
            List<String> row = new ArrayList<>(List.of(
                    assertion.id().substring(assertion.id().indexOf('#')),
                    cell(assertion.section()),
                    cell(assertion.text()),
                    requirements(assertion)));
            coverage.runs().forEach(run -> row.add(assertion.isTested() ? run.verdict(assertion) : ""));
            row(row);
        }
    }

    private static String requirements(Assertion assertion) {
        if (assertion.isTested()) {
            return (assertion.deviation() ? "Linux departs: " : "") + String.join(", ", assertion.requirements());
        }
        return Coverage.why(assertion) + ": " + cell(assertion.reason());
    }

    private void tests() {
        Map<String, List<String>> assertions = coverage.assertionsByRequirement();
        line("");
        line("## Requirements and their tests");
        line("");
        List<String> columns = new ArrayList<>(List.of("requirement", "level", "test", "tests the assertions"));
        coverage.runs().forEach(run -> columns.add(cell(run.name())));
        head(columns.size(), columns);
        for (RequirementInfo info : coverage.requirements()) {
            List<String> row = new ArrayList<>(List.of(
                    info.id(),
                    info.level().name(),
                    info.isTested() ? "`" + Coverage.test(info) + "`" : cell(Coverage.test(info)),
                    assertions.getOrDefault(info.id(), List.of("beyond these pages")).stream()
                            .collect(Collectors.joining(", "))));
            coverage.runs().forEach(run -> row.add(Totals.inWords(run.outcome(info.id()))));
            row(row);
        }
    }

    private void beyond() {
        line("");
        line("## Requirements beyond these pages");
        line("");
        head(1, List.of("requirement", "where it stands"));
        coverage.beyond().forEach(info -> row(List.of(info.id(), cell(Coverage.beyondWhat(info)))));
    }

    /** Names the columns; those after the first few are numbers. */
    private void head(int textColumns, List<String> columns) {
        row(columns);
        line("|" + "---|".repeat(textColumns) + "--:|".repeat(columns.size() - textColumns));
    }

    private void row(List<String> columns) {
        line("| " + String.join(" | ", columns) + " |");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /** Text that cannot end a table cell or start markup. */
    private static String cell(String text) {
        return text.replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("*", "\\*")
                .replace("_", "\\_")
                .replaceAll("\\s+", " ");
    }
}
