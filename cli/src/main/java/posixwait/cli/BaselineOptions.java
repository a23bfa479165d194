package posixwait.cli;

import java.nio.file.Path;
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
            description = "Compare this result of --json with the baseline, and measure nothing.")
    private @Nullable Path result;

    /**
     * {@return the baseline; {@code null} if none was named}
     *
     * @param json where the result is to be written; {@code null} if nowhere
     */
    @Nullable Baseline baseline(@Nullable Path json) {
        if (baseline == null) {
            refuseAlone("--result", result);
            refuseAlone("--max-regression", allowed);
            return null;
        }
        if (json != null && same(json, baseline)) {
            // Else a run that got worse would be what the next one is held against.
            throw Complaint.usage("--json " + json, "is the file of --baseline", "name another file");
        }
        return Baseline.read(baseline, allowed == null ? ALLOWED : allowed);
    }

    /** {@return the result to compare; {@code null} if one is to be measured} */
    @Nullable BenchFile result() {
        return result == null ? null : Baseline.result("--result", result);
    }

    private static void refuseAlone(String option, @Nullable Object value) {
        if (value != null) {
            throw Complaint.usage(
                    option + " " + value,
                    "has nothing to be compared with",
                    "name an earlier result with --baseline FILE");
        }
    }

    private static boolean same(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }
}
