package posixwait.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import posixwait.cli.check.CheckFile;
import posixwait.cli.check.CheckRequest;
import posixwait.cli.check.CheckText;
import posixwait.cli.check.JUnitXml;
import posixwait.cli.check.Markdown;
import posixwait.cli.check.OpenTestReport;
import posixwait.cli.check.RequirementList;
import posixwait.cli.io.Console;
import posixwait.cli.io.Exit;
import posixwait.cli.io.Json;
import posixwait.cli.io.Outputs;
import posixwait.conformance.host.HostFacts;

/** {@code check}: backends against the conformance kit, for people and for a gate. */
@Command(
        name = "check",
        description = "Check backends against the conformance kit.",
        exitCodeList = {"0:all conform", "1:one does not, or the gate is closed"},
        footer = {
            "Without --backend and --jdk: every backend, on the newest and the oldest JDK",
            "that can open it. --backend model checks the kit's own model of the kernel, which",
            "no program ever gets as a backend.",
            "",
            "Examples:",
            "  posixwait check --backend jna --id 'WID-*'",
            "  posixwait check --jdk 17 --jdk 25 --json check.json --junit-xml check.xml",
            "  posixwait check --expect known.json --quiet",
            "  posixwait check --thorough 5m --group RACE --repeat 3",
            "  posixwait check --list --level required"
        })
final class CheckCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            completionCandidates = Candidates.Backends.class,
            description = "Check this backend only. Repeatable.")
    private List<String> backends = List.of();

    @Mixin
    private ChoiceOptions choice = new ChoiceOptions();

    @Option(names = "--list", description = "List the requirements instead of checking anything; with --json as JSON.")
    private boolean list;

    @Option(
            names = "--jdk",
            paramLabel = "VERSION",
            description = "Check on this JDK, such as 17 or 25.0.3. Repeatable.")
    private List<String> jdks = List.of();

    @Option(
            names = "--backend-path",
            paramLabel = "PATH",
            split = ":",
            description = "A jar or a directory with a further backend. Repeatable.")
    private List<Path> backendPath = List.of();

    @Mixin
    private GateOptions gate = new GateOptions();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON; - is the standard output.")
    private @Nullable Path json;

    @Option(names = "--junit-xml", paramLabel = "FILE", description = "Write the result as JUnit XML.")
    private @Nullable Path junitXml;

    @Option(
            names = "--open-test-report",
            paramLabel = "FILE",
            description = "Write the result as events of Open Test Reporting.")
    private @Nullable Path openTestReport;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write a summary as Markdown.")
    private @Nullable Path markdown;

    CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (list) {
            return list();
        }
        Outputs<CheckFile> outputs = new Outputs<>();
        outputs.add("--json", json, Json::text);
        outputs.add("--junit-xml", junitXml, JUnitXml::of);
        outputs.add("--open-test-report", openTestReport, OpenTestReport::of);
        outputs.add("--markdown", markdown, Markdown::of);
        Console people = outputs.besides(console);
        CheckFile result = new CheckRequest(choice.choice(), backends, jdks, backendPath, gate.runPlan(), gate.gate())
                .run(people, HostFacts.collect());
        new CheckText(people.out(), people.paint()).print(result, people.quiet());
        outputs.write(result);
        return result.exitCode();
    }

    private int list() {
        Outputs<RequirementList> outputs = new Outputs<>();
        outputs.add("--json", json, Json::text);
        Console people = outputs.besides(console);
        RequirementList requirements = RequirementList.of(choice.choice().requirements());
        requirements.print(people.out());
        outputs.write(requirements);
        return Exit.CONFORMS;
    }
}
