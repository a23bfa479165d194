package posixwait.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.bench.BenchOutcome;
import posixwait.cli.bench.BenchRequest;
import posixwait.cli.bench.BenchText;
import posixwait.cli.io.Console;
import posixwait.cli.io.Exit;
import posixwait.cli.io.Json;
import posixwait.cli.io.Outputs;
import posixwait.conformance.host.HostFacts;

/** {@code bench}: what waiting costs, against C. */
@Command(
        name = "bench",
        description = "Measure what a wait costs and how fast a fork storm is reaped, against C.",
        footer = {"", "Exit code: 0 measured, 2 usage, 3 the host could not run it."})
final class BenchCommand implements Callable<Integer> {
    private final Console console;

    @ArgGroup
    private Length length = new Length();

    /** How long to measure. */
    private static final class Length {
        @SuppressWarnings("unused") // it is what happens anyway; named to exclude --full
        @Option(names = "--quick", description = "Long enough to choose by: a minute or two. This is the default.")
        private boolean quick;

        @Option(names = "--full", description = "Long enough to publish.")
        private boolean full;
    }

    @Option(names = "--only", paramLabel = "QUESTION", description = "Answer this question only, such as fork-storm.")
    private List<String> questions = List.of();

    @Option(names = "--jdk", paramLabel = "VERSION", description = "Measure on this JDK; the newest by default.")
    private @Nullable String jdk;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON; - is the standard output.")
    private @Nullable Path json;

    BenchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Outputs<BenchFile> outputs = new Outputs<>();
        outputs.add("--json", json, Json::text);
        Console people = outputs.besides(console);
        List<String> jdks = jdk == null ? List.of() : List.of(jdk);
        BenchOutcome outcome = new BenchRequest(length.full, questions, jdks).run(people, HostFacts.collect());
        new BenchText(people.out(), people.paint()).print(outcome.file());
        outputs.write(outcome.file());
        outcome.complete();
        return Exit.CONFORMS;
    }
}
