package posixwait.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import posixwait.cli.doctor.Examination;
import posixwait.cli.io.Console;
import posixwait.cli.io.Json;
import posixwait.cli.io.Outputs;

/** {@code doctor}: what this host is, and what to fix before its results mean something. */
@Command(
        name = "doctor",
        description = {
            "Say what this host is, and what to fix on it: each finding with its evidence, and a line for plain Linux,",
            "Docker and Kubernetes each."
        },
        exitCodeList = {"0:nothing must be fixed", "1:something must"},
        footer = {"Examples:", "  posixwait doctor", "  posixwait doctor --json doctor.json"})
final class DoctorCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write facts and findings as JSON; - is the standard output.")
    private @Nullable Path json;

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Outputs<Examination> outputs = new Outputs<>();
        outputs.add("--json", json, Json::text);
        Console people = outputs.besides(console);
        Examination examination = Examination.ofThisHost(people);
        examination.print(people.out(), people.paint());
        outputs.write(examination);
        return examination.exitCode();
    }
}
