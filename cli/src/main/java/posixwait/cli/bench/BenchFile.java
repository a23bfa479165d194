package posixwait.cli.bench;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Objects;
import posixwait.conformance.host.HostFacts;

/**
 * The result of {@code bench}, as it stands in JSON.
 *
 * @param host the host
 * @param results the figures
 * @param notes what was left out, and why
 */
@JsonPropertyOrder({"host", "results", "notes"})
public record BenchFile(HostFacts host, List<BenchResult> results, List<String> notes) {
    /** Rejects what is not complete: it comes from files. */
    public BenchFile {
        Objects.requireNonNull(host, "host");
        results = List.copyOf(results);
        notes = notes == null ? List.of() : List.copyOf(notes);
    }
}
