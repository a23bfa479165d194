package posixwait.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.bench.BenchOutcome;
import posixwait.cli.bench.BenchRequest;
import posixwait.cli.bench.BenchText;
import posixwait.cli.bench.Extent;
import posixwait.cli.bench.PerformanceMarkdown;
import posixwait.cli.io.Complaint;
import posixwait.cli.io.Console;
import posixwait.cli.io.Exit;
import posixwait.cli.io.Json;
import posixwait.cli.io.Outputs;
import posixwait.cli.regression.Baseline;
import posixwait.cli.regression.Comparison;
import posixwait.cli.regression.ComparisonText;
import posixwait.conformance.host.HostFacts;

/** {@code bench}: what waiting costs, against C. */
@Command(
        name = "bench",
        description = "Measure what a wait costs and how fast a storm of ends is reaped, against C.",
        exitCodeList = {"0:measured, and no regression", "1:a regression"},
        footer = {
            "The second example is a gate for CI; the third, the same of two results that are",
            "there already.",
            "",
            "Examples:",
            "  posixwait bench --only reaper-storm --json b.json",
            "  posixwait bench --full --json now.json --baseline main.json",
            "  posixwait bench --baseline main.json --result now.json",
            "  posixwait bench --result full.json --markdown PERFORMANCE.md"
        })
final class BenchCommand implements Callable<Integer> {
    private final Console console;

    @ArgGroup
    private Length length = new Length();

    /** How long to measure. */
    private static final class Length {
        @Option(names = "--quick", description = "Long enough to choose by. This is the default.")
        private boolean quick;

        @Option(
                names = "--full",
                description = "Long enough to publish. Its start says how much it measures, --only makes it less.")
        private boolean full;

        @Option(names = "--smoke", hidden = true, description = "Long enough to see that it works.")
        private boolean smoke;

        private BenchRequest.Effort effort() {
            if (full) {
                return BenchRequest.Effort.FULL;
            }
            return smoke ? BenchRequest.Effort.SMOKE : BenchRequest.Effort.QUICK;
        }
    }

    @Option(names = "--only", paramLabel = "QUESTION", description = "Answer this question only, such as reaper-storm.")
    private List<String> questions = List.of();

    @Option(names = "--jdk", paramLabel = "VERSION", description = "Measure on this JDK; the newest by default.")
    private @Nullable String jdk;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Ask everybody N times, in turns; of three rounds and more the ratios have intervals.")
    private @Nullable Integer rounds;

    @Option(
            names = "--pipes",
            paramLabel = "N",
            description =
                    "Let who makes three pipes for each child take part in storms of up to N, 1,000 by default. To start"
                            + " that many takes minutes.")
    private @Nullable Integer pipes;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON; - is the standard output.")
    private @Nullable Path json;

    @Option(
            names = "--histograms",
            paramLabel = "DIR",
            description = "Keep the distributions of storms in this directory, as logs of HdrHistogram.")
    private @Nullable Path histograms;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description =
                    "Write the figures as a page of Markdown, with tables in times of C; of what is measured, or of"
                            + " the files of --result. - is the standard output.")
    private @Nullable Path markdown;

    @Mixin
    private BaselineOptions baselines = new BaselineOptions();

    BenchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Baseline baseline = baselines.baseline();
        List<BenchFile> given = baselines.results(markdown != null);
        if (!given.isEmpty()) {
            refuseToMeasure();
            return make(baseline, given);
        }
        Outputs<BenchFile> outputs = new Outputs<>();
        outputs.add("--json", json, Json::text);
        outputs.add("--markdown", markdown, file -> PerformanceMarkdown.of(List.of(file)));
        Console people = outputs.besides(console);
        List<String> jdks = jdk == null ? List.of() : List.of(jdk);
        BenchOutcome outcome = new BenchRequest(length.effort(), questions, jdks, extent(), histograms)
                .run(people, HostFacts.collect());
        new BenchText(people.out(), people.paint()).print(outcome.file());
        outputs.write(outcome.file());
        int code = baseline == null ? Exit.CONFORMS : compare(people, baseline, outcome.file());
        if (code == Exit.CONFORMS) {
            outcome.complete();
        }
        return code;
    }

    private Extent extent() {
        if (rounds != null && rounds < 1) {
            throw Complaint.usage("--rounds", rounds + " rounds measure nothing", "give 1 or more, such as 5");
        }
        if (pipes != null && pipes < 1) {
            throw Complaint.usage("--pipes", pipes + " children are no storm", "give 1 or more, such as 4000");
        }
        return new Extent(rounds, pipes);
    }

    /** Of results that are there already. */
    private int make(@Nullable Baseline baseline, List<BenchFile> given) {
        Outputs<String> outputs = new Outputs<>();
        outputs.add("--markdown", markdown, page -> page);
        if (markdown != null) {
            outputs.write(PerformanceMarkdown.of(given));
        }
        return baseline == null ? Exit.CONFORMS : compare(outputs.besides(console), baseline, given.get(0));
    }

    private int compare(Console people, Baseline baseline, BenchFile now) {
        Comparison comparison = baseline.against(now, Set.copyOf(questions));
        new ComparisonText(people.out(), people.paint())
                .print(comparison, baseline.path().toString(), baseline.differences(now));
        return comparison.regressions().isEmpty() ? Exit.CONFORMS : Exit.DOES_NOT_CONFORM;
    }

    /** What was measured already is not measured longer, or on another JDK. */
    private void refuseToMeasure() {
        if (length.quick
                || length.full
                || length.smoke
                || !questions.isEmpty()
                || jdk != null
                || rounds != null
                || pipes != null
                || json != null
                || histograms != null) {
            throw Complaint.usage(
                    "--result",
                    "is measured already, so there is nothing to do for --quick, --full, --only, --jdk, --rounds, --pipes,"
                            + " --json or --histograms",
                    "leave them out");
        }
    }
}
