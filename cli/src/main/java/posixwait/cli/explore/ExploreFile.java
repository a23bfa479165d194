package posixwait.cli.explore;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Objects;
import posixwait.cli.io.Exit;
import posixwait.conformance.explore.Explored;
import posixwait.conformance.host.HostFacts;

/**
 * What {@code posixwait explore} found, as it stands in JSON.
 *
 * @param host the host
 * @param seed the seed of the scripts
 * @param explored what was found with each backend
 */
@JsonPropertyOrder({"host", "seed", "explored"})
public record ExploreFile(HostFacts host, long seed, List<Explored> explored) {
    /** Rejects what is not complete: it comes from files. */
    public ExploreFile {
        Objects.requireNonNull(host, "host");
        explored = List.copyOf(explored);
    }

    /** {@return the exit code that the result calls for} */
    public int exitCode() {
        return explored.stream().anyMatch(one -> one.difference() != null) ? Exit.DOES_NOT_CONFORM : Exit.CONFORMS;
    }
}
