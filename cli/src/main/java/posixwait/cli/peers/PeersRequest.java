package posixwait.cli.peers;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import posixwait.bench.peers.Asked;
import posixwait.bench.peers.PeersMain;
import posixwait.cli.check.JdkChoice;
import posixwait.cli.io.ChildJvm;
import posixwait.cli.io.Complaint;
import posixwait.cli.io.Console;
import posixwait.cli.io.Json;
import posixwait.conformance.host.HostFacts;
import posixwait.conformance.run.Jdk;
import posixwait.conformance.run.Jdks;

/**
 * How to ask the peers.
 *
 * @param rounds how often to try each situation, at least 1
 * @param jdk the version of the JDK; {@code null} for the newest
 */
public record PeersRequest(int rounds, @Nullable String jdk) {
    /** Five times on the newest JDK. */
    public static final PeersRequest QUICK = new PeersRequest(5, null);

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /**
     * Asks them, in a JVM of their own: their threads wait for children.
     *
     * @throws Complaint if the host cannot
     */
    public PeersFile run(Console console, HostFacts host) {
        List<Jdk> found = Jdks.find();
        Jdk chosen = jdk == null ? found.get(0) : JdkChoice.one(found, jdk);
        console.terminal().now("Asking libraries on Java " + chosen.version());
        ChildJvm.Ended ended = new ChildJvm(chosen, List.of())
                .run(PeersMain.class.getName(), List.of(Integer.toString(rounds)), PATIENCE, line -> {});
        console.terminal().clear();
        List<Asked> asked = ended.said().stream()
                .filter(line -> line.startsWith(PeersMain.ANSWER))
                .findFirst()
                .map(line -> Json.parse(line.substring(PeersMain.ANSWER.length()), Asked[].class))
                .map(answers -> Stream.of(answers).toList())
                .orElseThrow(() -> Complaint.host(
                        "peers on Java " + chosen.version(), ended.why(), "'posixwait doctor' may say why"));
        return new PeersFile(host, chosen.version(), asked);
    }
}
