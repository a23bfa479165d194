package posixwait.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.bench.BenchRequest;
import posixwait.cli.check.CheckFile;
import posixwait.cli.check.CheckRequest;
import posixwait.cli.io.Console;
import posixwait.cli.io.Json;
import posixwait.cli.peers.PeersFile;
import posixwait.conformance.host.HostFacts;

/** The results that a command works on: from the files that were given, and made where none was. */
final class Results {
    @Option(names = "--check", paramLabel = "FILE", description = "The JSON of 'check'; without it, checks everything.")
    private @Nullable Path check;

    @Option(names = "--bench", paramLabel = "FILE", description = "The JSON of 'bench'; without it, measures quickly.")
    private @Nullable Path bench;

    @Option(
            names = "--peers",
            paramLabel = "FILE",
            description = "The JSON of 'peers', for the report; none by default.")
    private @Nullable Path peers;

    /** Results, read or made; those of the peers are never made. */
    record Taken(CheckFile check, BenchFile bench, @Nullable PeersFile peers) {}

    Taken take(Console console) {
        // Read both first: nobody should wait for a check to hear that the other file is not there.
        CheckFile checked = check == null ? null : Json.read("--check", check, CheckFile.class, "check");
        BenchFile measured = bench == null ? null : Json.read("--bench", bench, BenchFile.class, "bench");
        PeersFile asked = peers == null ? null : Json.read("--peers", peers, PeersFile.class, "peers");

        if (checked == null) {
            checked = CheckRequest.EVERYTHING.run(console, HostFacts.collect());
        }
        if (measured == null) {
            measured = BenchRequest.QUICK.run(console, HostFacts.collect()).complete();
        }
        return new Taken(checked, measured, asked);
    }
}
