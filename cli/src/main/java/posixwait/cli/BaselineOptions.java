package posixwait.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.io.Complaint;
import posixwait.cli.regression.Baseline;

/** The options that hold figures against earlier ones. */
final class BaselineOptions {
    private static final String ALLOWED = "10%";

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description =
                    "Compare with this earlier result of --json, and exit with 1 if a ratio to C got worse by more"
                            + " than --max-regression and by more than the noise of both runs explains.")
    private @Nullable Path baseline;

    @Option(
            names = "--max-regression",
            paramLabel = "PERCENT",
            description = "How much worse a ratio to C may get; 10%% if not given.")
    private @Nullable String allowed;

    @Option(
            names = "--result",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Compare this result of --json with the baseline, or write these as Markdown, and measure"
                    + " nothing.")
    private List<Path> results = List.of();

    /** {@return the baseline; {@code null} if none was named} */
    @Nullable Baseline baseline() {
        if (baseline == null) {
            refuseAlone("--max-regression", allowed);
            return null;
        }
        return Baseline.read(baseline, allowed == null ? ALLOWED : allowed);
    }

    /**
     * {@return the results to compare or to write; empty if one is to be measured}
     *
     * @param writes whether something is to be made of them besides a comparison
     */
    List<BenchFile> results(boolean writes) {
        if (!results.isEmpty() && baseline == null && !writes) {
            refuseAlone("--result", results.get(0));
        }
        if (results.size() > 1 && baseline != null) {
            throw Complaint.usage("--result", "is given more than once", "compare one result with the baseline");
        }
        return results.stream().map(path -> Baseline.result("--result", path)).toList();
    }

    private static void refuseAlone(String option, @Nullable Object value) {
        if (value != null) {
            throw Complaint.usage(
                    option + " " + value,
                    "has nothing to be compared with",
                    "name an earlier result with --baseline FILE");
        }
    }
}
