package posixwait.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import posixwait.cli.io.Console;
import posixwait.cli.io.Json;
import posixwait.cli.io.Outputs;
import posixwait.cli.merge.Inputs;
import posixwait.cli.merge.MergeFile;
import posixwait.cli.merge.MergeHtml;
import posixwait.cli.merge.MergeText;

/** {@code merge}: results from many hosts in one matrix. */
@Command(
        name = "merge",
        description = "Merge results of many hosts, kernels, JDKs and kit versions into one matrix, with the facts that"
                + " separate the outcomes where they differ.",
        exitCodeList = {"0:all conform", "1:one does not"},
        footer = {
            "It checks and measures nothing itself. Figures are shown as multiples of C in",
            "their own run; times of different hosts are not compared. If a host could not run",
            "its check, it exits with 3.",
            "",
            "Examples:",
            "  posixwait merge debian.json alpine.json arm.json --html matrix.html",
            "  posixwait merge */check.json */bench.json --json -"
        })
final class MergeCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "RESULT",
            description = "Files that 'check --json' and 'bench --json' wrote, in any order.")
    private List<Path> results = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the matrix as JSON; - is the standard output.")
    private @Nullable Path json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write the matrix as one HTML file that works offline.")
    private @Nullable Path html;

    MergeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Outputs<MergeFile> outputs = new Outputs<>();
        outputs.add("--json", json, Json::text);
        outputs.add("--html", html, MergeHtml::of);
        Console people = outputs.besides(console);
        Inputs inputs = Inputs.read(results);
        MergeFile merged = MergeFile.of(inputs);
        new MergeText(people.out(), people.paint()).print(merged);
        outputs.write(merged);
        return inputs.exitCode();
    }
}
