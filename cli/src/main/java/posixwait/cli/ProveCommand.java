package posixwait.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import posixwait.cli.io.Console;
import posixwait.cli.io.Json;
import posixwait.cli.io.Outputs;
import posixwait.cli.prove.ProveFile;
import posixwait.cli.prove.ProveMarkdown;
import posixwait.cli.prove.ProveRequest;
import posixwait.cli.prove.ProveText;
import posixwait.conformance.host.HostFacts;

/** {@code prove}: the conformance kit against backends that are broken on purpose. */
@Command(
        name = "prove",
        description =
                "Prove that the conformance kit can fail: break a backend in one way after the other, many of which"
                        + " really happened, and see that the kit notices each.",
        exitCodeList = {"0:all were caught", "1:one was missed"},
        footer = {
            "A fault is caught if every requirement that is to notice it fails with it, and",
            "passes without it.",
            "Without --backend: the one preferred here, since the faults are above the backends.",
            "Without --jdk: the newest that can open it.",
            "",
            "Examples:",
            "  posixwait prove",
            "  posixwait prove --fault 'pidfd-*' --markdown prove.md",
            "  posixwait prove --backend-path mine.jar --backend mine"
        })
final class ProveCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            completionCandidates = Candidates.Backends.class,
            description = "Break this backend. Repeatable.")
    private List<String> backends = List.of();

    @Option(
            names = "--fault",
            completionCandidates = Candidates.FaultLabels.class,
            paramLabel = "PATTERN",
            description = "Try these faults only, such as nohang-blocks or 'pidfd-*'. Repeatable.")
    private List<String> faults = List.of();

    @Option(
            names = "--jdk",
            paramLabel = "VERSION",
            description = "Prove it on this JDK, such as 17 or 25.0.3. Repeatable.")
    private List<String> jdks = List.of();

    @Option(
            names = "--backend-path",
            paramLabel = "PATH",
            split = ":",
            description = "A jar or a directory with a further backend. Repeatable.")
    private List<Path> backendPath = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON; - is the standard output.")
    private @Nullable Path json;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write the result as Markdown.")
    private @Nullable Path markdown;

    ProveCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Outputs<ProveFile> outputs = new Outputs<>();
        outputs.add("--json", json, Json::text);
        outputs.add("--markdown", markdown, ProveMarkdown::of);
        Console people = outputs.besides(console);
        ProveFile result = new ProveRequest(backends, faults, jdks, backendPath).run(people, HostFacts.collect());
        ProveText text = new ProveText(people.out(), people.paint());
        if (people.quiet()) {
            text.printBriefly(result);
        } else {
            text.print(result);
        }
        outputs.write(result);
        return result.exitCode();
    }
}
