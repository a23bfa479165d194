package posixwait.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import posixwait.cli.io.Console;
import posixwait.cli.io.Exit;
import posixwait.cli.io.Outputs;
import posixwait.cli.report.HtmlReport;

/** {@code report}: results as one HTML file. */
@Command(
        name = "report",
        description = "Write a report: one HTML file that works offline.",
        footer = {
            "",
            "Without a file of results it checks, or measures, itself.",
            "Exit code: 0 written, 2 usage, 3 the host could not run it."
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

    ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Outputs<Results.Taken> outputs = new Outputs<>();
        outputs.add("--out", out, taken -> HtmlReport.of(taken.check(), taken.bench(), "", taken.peers()));
        Console people = outputs.besides(console);
        outputs.write(results.take(people));
        people.out().println("Report: " + out.toAbsolutePath());
        return Exit.CONFORMS;
    }
}
