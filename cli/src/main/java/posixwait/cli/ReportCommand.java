package posixwait.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import posixwait.cli.doctor.Examination;
import posixwait.cli.explore.ExploreFile;
import posixwait.cli.io.Console;
import posixwait.cli.io.Exit;
import posixwait.cli.io.Json;
import posixwait.cli.io.Outputs;
import posixwait.cli.prove.ProveFile;
import posixwait.cli.report.Contents;
import posixwait.cli.report.HtmlReport;

/** {@code report}: results as one HTML file. */
@Command(
        name = "report",
        description = "Write a report: one HTML file that works offline.",
        exitCodeList = {"0:written"},
        footer = {
            "Without a file of results it checks, or measures, itself.",
            "",
            "Examples:",
            "  posixwait report --check check.json --bench bench.json --out report.html",
            "  posixwait report --check check.json --bench bench.json --doctor doctor.json",
            "  posixwait report --check check.json --bench bench.json --explore explore.json"
        })
final class ReportCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private Results results = new Results();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "posixwait-report.html",
            description = "Write the report here; ${DEFAULT-VALUE} if not given.")
    private Path out = Path.of("posixwait-report.html");

    @Option(
            names = "--prove",
            paramLabel = "FILE",
            description = "The JSON of 'prove': the report shows what the kit would have caught.")
    private @Nullable Path prove;

    @Option(
            names = "--doctor",
            paramLabel = "FILE",
            description = "The JSON of 'doctor': the report shows what it found by trying, not only what follows from"
                    + " the facts.")
    private @Nullable Path doctor;

    @Option(
            names = "--explore",
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "The JSON of 'explore': the report shows how often each arrow of the model was taken. Repeatable.")
    private List<Path> explorations = List.of();

    ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ProveFile proof = prove == null ? null : Json.read("--prove", prove, ProveFile.class, "prove");
        Examination examination = doctor == null ? null : Json.read("--doctor", doctor, Examination.class, "doctor");
        List<ExploreFile> explored = explorations.stream()
                .map(file -> Json.read("--explore", file, ExploreFile.class, "explore"))
                .toList();
        Outputs<Results.Taken> outputs = new Outputs<>();
        outputs.add(
                "--out",
                out,
                taken -> HtmlReport.of(Contents.of(taken.check(), taken.bench(), "")
                        .proven(proof)
                        .asked(taken.peers())
                        .explored(explored, "")
                        .examined(examination)));
        Console people = outputs.besides(console);
        outputs.write(results.take(people));
        people.out().println("Report: " + out.toAbsolutePath());
        return Exit.CONFORMS;
    }
}
