package posixwait.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import posixwait.cli.check.Gate;
import posixwait.cli.check.RunPlan;
import posixwait.cli.io.Complaint;

/** The options that say what a gate lets through, and how hard it looks. */
final class GateOptions {
    private static final Pattern TIME = Pattern.compile("[1-9]\\d{0,4}[smh]");

    @Option(
            names = "--expect",
            paramLabel = "FILE",
            description =
                    "Take the failures that this JSON file lists for expected. A pass of one of them fails, as does an"
                            + " entry that expired, that no run matches, or whose ID is unknown.")
    private @Nullable Path expect;

    @Option(
            names = "--update-expect",
            description =
                    "Write the file of --expect anew from this run: drop what passes, add what fails, for which you"
                            + " then write the reason.")
    private boolean update;

    @Option(
            names = "--canary",
            description = "Add CANARY-001, which always fails: only a file of --expect that was read and lists it"
                    + " opens the gate.")
    private boolean canary;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "1",
            description = "Run everything N times. An outcome that is not the same each time fails, except at the level"
                    + " STOCHASTIC; the worst one is reported.")
    private int repeat = 1;

    @Option(
            names = "--shuffle",
            paramLabel = "SEED",
            description = "Run in a random order, the same for the same number; each round of --repeat has its own.")
    private @Nullable Long shuffle;

    @Option(
            names = "--thorough",
            paramLabel = "TIME",
            description =
                    "Run each race and each storm for that long instead of less than a second, such as 30s or 5m.")
    private @Nullable String thorough;

    Gate gate() {
        return new Gate(expect, update, canary);
    }

    RunPlan runPlan() {
        if (repeat < 1) {
            throw Complaint.usage("--repeat " + repeat, "is less than once", "give a number from 1 on");
        }
        return new RunPlan(repeat, shuffle, thorough == null ? Duration.ZERO : time(thorough));
    }

    private static Duration time(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw Complaint.usage("--thorough " + text, "is no time", "give seconds, minutes or hours: 30s, 5m, 1h");
        }
        return Duration.parse("PT" + text);
    }
}
