package posixwait.cli.peers;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Objects;
import posixwait.bench.peers.Asked;
import posixwait.conformance.host.HostFacts;

/**
 * The result of {@code peers}, as it stands in JSON.
 *
 * @param host the host
 * @param jdk the version of the JVM in which they were asked
 * @param asked what each library said in each situation
 */
@JsonPropertyOrder({"host", "jdk", "asked"})
public record PeersFile(HostFacts host, String jdk, List<Asked> asked) {
    /** Rejects what is not complete: it comes from files. */
    public PeersFile {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(jdk, "jdk");
        asked = List.copyOf(asked);
    }
}
