package posixwait.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import posixwait.cli.io.Complaint;
import posixwait.cli.io.Console;
import posixwait.cli.io.Exit;
import posixwait.cli.io.Json;
import posixwait.cli.io.Outputs;
import posixwait.cli.peers.PeersFile;
import posixwait.cli.peers.PeersRequest;
import posixwait.cli.peers.PeersText;
import posixwait.conformance.host.HostFacts;

/** {@code peers}: what other libraries say of a child. */
@Command(
        name = "peers",
        description = "Ask java.lang.Process, NuProcess, jnr-posix and this library what became of a child that exited,"
                + " was killed, was stopped, or whose status another thread took.",
        exitCodeList = {"0:asked"},
        footer = {"Examples:", "  posixwait peers", "  posixwait peers --rounds 100 --jdk 17 --json peers.json"})
final class PeersCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "20",
            description = "Try each situation N times; ${DEFAULT-VALUE} if not given. A library with threads of its own"
                    + " may be faster than the thief, which is why counts are shown.")
    private int rounds = 20;

    @Option(names = "--jdk", paramLabel = "VERSION", description = "Ask on this JDK; the newest by default.")
    private @Nullable String jdk;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the answers as JSON; - is the standard output.")
    private @Nullable Path json;

    PeersCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (rounds < 1) {
            throw Complaint.usage("--rounds " + rounds, "is less than once", "give a number from 1 on");
        }
        Outputs<PeersFile> outputs = new Outputs<>();
        outputs.add("--json", json, Json::text);
        Console people = outputs.besides(console);
        PeersFile result = new PeersRequest(rounds, jdk).run(people, HostFacts.collect());
        PeersText.print(result, people.out());
        outputs.write(result);
        return Exit.CONFORMS;
    }
}
