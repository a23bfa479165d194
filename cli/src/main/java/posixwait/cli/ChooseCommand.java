package posixwait.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.bench.BenchRequest;
import posixwait.cli.bench.BenchResult;
import posixwait.cli.bench.Extent;
import posixwait.cli.check.CheckFile;
import posixwait.cli.check.CheckRequest;
import posixwait.cli.check.Gate;
import posixwait.cli.check.RequirementChoice;
import posixwait.cli.check.RunPlan;
import posixwait.cli.choose.Choice;
import posixwait.cli.choose.ChoiceText;
import posixwait.cli.choose.Chooser;
import posixwait.cli.choose.StartUp;
import posixwait.cli.choose.Workload;
import posixwait.cli.io.Complaint;
import posixwait.cli.io.Console;
import posixwait.cli.io.Json;
import posixwait.cli.io.Outputs;
import posixwait.conformance.host.HostFacts;
import posixwait.conformance.run.BackendRun;

/** {@code choose}: the backend to use, and why. */
@Command(
        name = "choose",
        description = "Recommend a backend for a workload: from conformance first and figures second.",
        exitCodeList = {"0:there is one to recommend", "1:none conforms"},
        footer = {
            "What no file is given for it checks, or measures, itself; start-up only there.",
            "",
            "Examples:",
            "  posixwait choose",
            "  posixwait choose --workload supervisor --jdk 17",
            "  posixwait choose --workload storm --result check.json --result bench.json"
        })
final class ChooseCommand implements Callable<Integer> {
    private static final Json.Kind<CheckFile> CHECK = new Json.Kind<>("check", "runs", CheckFile.class);
    private static final Json.Kind<BenchFile> BENCH = new Json.Kind<>("bench", "results", BenchFile.class);

    private final Console console;

    @Option(
            names = "--workload",
            paramLabel = "WORKLOAD",
            converter = WorkloadName.class,
            completionCandidates = WorkloadName.class,
            description = {
                "What it is for: ${COMPLETION-CANDIDATES}. Without it storm.",
                "cold-cli: a command that starts, waits for a child or two, and ends.",
                "few: a program that waits for some children now and then.",
                "storm: a program whose thousands of children may end at once.",
                "supervisor: a program that lives long, with many children that do, too."
            })
    private @Nullable Workload workload;

    @Option(
            names = "--jdk",
            paramLabel = "VERSION",
            description = "The JDK that your program must run on, such as 17 or 17.0.15; any by default.")
    private @Nullable String jdk;

    @Option(names = "--check", paramLabel = "FILE", description = "The JSON of 'check'; without it, checks everything.")
    private @Nullable Path check;

    @Option(names = "--bench", paramLabel = "FILE", description = "The JSON of 'bench'; without it, measures quickly.")
    private @Nullable Path bench;

    @Option(
            names = "--result",
            paramLabel = "FILE",
            description = "The JSON of either: --check or --bench, by what is in it. Repeatable.")
    private List<Path> results = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the choice as JSON; - is the standard output.")
    private @Nullable Path json;

    ChooseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Outputs<Choice> outputs = new Outputs<>();
        outputs.add("--json", json, Json::text);
        Console people = outputs.besides(console);
        // Read all first: nobody should wait for a check to hear that the other file is not there.
        CheckFile checked = check == null ? null : Json.read("--check", check, CheckFile.class, "check");
        BenchFile measured = bench == null ? null : Json.read("--bench", bench, BenchFile.class, "bench");
        for (Path path : results) {
            Object result = Json.readOneOf(path, List.of(CHECK, BENCH));
            if (result instanceof CheckFile file) {
                checked = onlyOne("check", path, checked, file);
            } else {
                measured = onlyOne("bench", path, measured, (BenchFile) result);
            }
        }
        if (checked == null) {
            checked = checked(people);
        }
        requireJdk(checked);
        if (measured == null) {
            measured = measured(people, checked);
        }
        Choice choice = Chooser.choose(checked, measured, wanted(), jdk);
        new ChoiceText(people.out(), people.paint()).print(choice);
        outputs.write(choice);
        return choice.exitCode();
    }

    private static <T> T onlyOne(String kind, Path path, @Nullable T before, T now) {
        if (before != null) {
            throw Complaint.usage(
                    "--result " + path, "is a second result of '" + kind + "'", "name one: ratios hold inside one run");
        }
        return now;
    }

    private Workload wanted() {
        return workload == null ? Workload.STORM : workload;
    }

    private List<String> jdks() {
        return jdk == null ? List.of() : List.of(jdk);
    }

    private CheckFile checked(Console people) {
        return new CheckRequest(RequirementChoice.ALL, List.of(), jdks(), List.of(), RunPlan.ONCE, Gate.PLAIN)
                .run(people, HostFacts.collect());
    }

    private void requireJdk(CheckFile checked) {
        if (jdk != null && checked.runs().stream().noneMatch(run -> Chooser.isOf(run, jdk))) {
            String runs =
                    checked.runs().stream().map(BackendRun::jdk).distinct().collect(Collectors.joining(", "));
            throw Complaint.usage(
                    "--jdk " + jdk,
                    "nothing was checked on it",
                    runs.isEmpty() ? "check it first" : "there are " + runs);
        }
    }

    /** Only what the workload asks for, unless none was named: then what the main job measures. */
    private @Nullable BenchFile measured(Console people, CheckFile checked) {
        HostFacts host = HostFacts.collect();
        List<BenchResult> figures = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        List<String> questions = workload == null ? BenchRequest.QUICK.questions() : workload.toAsk();
        if (!questions.isEmpty()) {
            BenchFile file = new BenchRequest(BenchRequest.Effort.QUICK, questions, jdks(), Extent.USUAL, null)
                    .run(people, host)
                    .complete();
            figures.addAll(file.results());
            notes.addAll(file.notes());
        }
        if (wanted().startsOften()) {
            figures.addAll(StartUp.measure(people, checked, jdk));
        }
        return figures.isEmpty() ? null : new BenchFile(host, figures, notes);
    }
}
