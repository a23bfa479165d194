package posixwait.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import posixwait.cli.check.CheckFile;
import posixwait.cli.coverage.Coverage;
import posixwait.cli.coverage.CoverageHtml;
import posixwait.cli.coverage.CoverageMarkdown;
import posixwait.cli.coverage.CoverageText;
import posixwait.cli.io.Complaint;
import posixwait.cli.io.Console;
import posixwait.cli.io.Exit;
import posixwait.cli.io.Json;
import posixwait.cli.io.Outputs;
import posixwait.conformance.run.Catalogue;
import posixwait.conformance.run.RequirementInfo;
import posixwait.conformance.run.RequirementResult;

/** {@code coverage}: which requirement tests what the specification asserts. */
@Command(
        name = "coverage",
        description = "Show which requirement tests what each page of the specification asserts.",
        exitCodeList = {"0:shown"},
        footer = {
            "With results of 'check' it shows what became of each assertion, too. It checks",
            "nothing itself.",
            "",
            "Examples:",
            "  posixwait coverage",
            "  posixwait coverage --check check.json --html coverage.html"
        })
final class CoverageCommand implements Callable<Integer> {
    private static final String MAKER = "check";

    private final Console console;

    @Option(
            names = {"--check", "--json"},
            paramLabel = "CHECK.json",
            description = "Show the outcomes in this JSON of 'check'. Repeatable.")
    private List<Path> checks = List.of();

    @Option(names = "--html", paramLabel = "FILE", description = "Write the coverage as one HTML file.")
    private @Nullable Path html;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description = "Write the coverage as Markdown; - is the standard output.")
    private @Nullable Path markdown;

    CoverageCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Outputs<Coverage> outputs = new Outputs<>();
        outputs.add("--html", html, CoverageHtml::of);
        outputs.add("--markdown", markdown, CoverageMarkdown::of);
        List<CheckFile> results = new ArrayList<>();
        for (Path check : checks) {
            results.add(read(check));
        }
        Coverage coverage = Coverage.of(results);
        outputs.write(coverage);
        new CoverageText(outputs.besides(console).out()).print(coverage);
        return Exit.CONFORMS;
    }

    private static CheckFile read(Path path) {
        CheckFile result = Json.read("--check", path, CheckFile.class, MAKER);
        Set<String> known = Catalogue.all().stream().map(RequirementInfo::id).collect(Collectors.toSet());
        // IDs are never reused, so one that is not known is of a newer kit, whose results would be lost here.
        result.runs().stream()
                .flatMap(run -> run.requirements().stream())
                .map(RequirementResult::id)
                .filter(id -> !known.contains(id))
                .findFirst()
                .ifPresent(id -> {
                    throw Complaint.usage(
                            "--check " + path,
                            "has " + id + ", which this kit " + Catalogue.version() + " has not",
                            "use the posixwait that made it");
                });
        return result;
    }
}
