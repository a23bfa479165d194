package posixwait.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import posixwait.cli.explore.ExploreFile;
import posixwait.cli.explore.ExploreRequest;
import posixwait.cli.explore.ExploreText;
import posixwait.cli.io.Complaint;
import posixwait.cli.io.Console;
import posixwait.cli.io.Json;
import posixwait.cli.io.Outputs;
import posixwait.conformance.host.HostFacts;

/** {@code explore}: random scripts on the model and on this kernel. */
@Command(
        name = "explore",
        description = {
            "Run random scripts of process calls on the model of the kit and on this kernel,",
            "and compare what every step shows. A difference is shrunk to a short script."
        },
        exitCodeList = {"0:no difference", "1:a difference"},
        footer = {
            "A seed gives the same scripts everywhere, on any number of processors.",
            "",
            "Examples:",
            "  posixwait explore --steps 1000000",
            "  posixwait explore --backend ffm --seed 42 --minutes 5 --json explore.json"
        })
final class ExploreCommand implements Callable<Integer> {
    private static final int MOST_MINUTES = 10_000;

    private final Console console;

    @Option(names = "--seed", paramLabel = "S", description = "The seed of the scripts; a new one if not given.")
    private @Nullable Long seed;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "50000",
            description = "Do about N steps with each backend; ${DEFAULT-VALUE} if not given.")
    private long steps = 50_000;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "60",
            description = "Stop with each backend after M minutes; ${DEFAULT-VALUE} if not given.")
    private int minutes = 60;

    @Option(names = "--backend", paramLabel = "NAME", description = "Explore with this backend. Repeatable.")
    private List<String> backends = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON; - is the standard output.")
    private @Nullable Path json;

    ExploreCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (steps < 1) {
            throw Complaint.usage("--steps " + steps, "is less than one", "give a number from 1 on");
        }
        if (minutes < 1 || minutes > MOST_MINUTES) {
            throw Complaint.usage(
                    "--minutes " + minutes, "is not between 1 and " + MOST_MINUTES, "give a number of minutes");
        }
        Outputs<ExploreFile> outputs = new Outputs<>();
        outputs.add("--json", json, Json::text);
        Console people = outputs.besides(console);
        long chosen = seed == null ? ExploreRequest.newSeed() : seed;
        people.out().println("seed " + chosen);
        ExploreFile result = new ExploreRequest(chosen, steps, Duration.ofMinutes(minutes), backends)
                .run(people, HostFacts.collect());
        ExploreText.print(result, people.out());
        outputs.write(result);
        return result.exitCode();
    }
}
