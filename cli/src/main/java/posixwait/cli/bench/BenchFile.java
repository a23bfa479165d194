package posixwait.cli.bench;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import posixwait.conformance.host.HostFacts;

/**
 * The result of {@code bench}, as it stands in JSON.
 *
 * @param host the host
 * @param results the figures
 * @param notes what was left out, and why
 * @param command the command line that measured; {@code null} if the file does not say
 */
@JsonPropertyOrder({"host", "results", "notes", "command"})
public record BenchFile(
        HostFacts host,
        List<BenchResult> results,
        List<String> notes,
        @Nullable String command) {
    /** Rejects what is not complete: it comes from files. */
    public BenchFile {
        Objects.requireNonNull(host, "host");
        results = List.copyOf(results);
        notes = notes == null ? List.of() : List.copyOf(notes);
    }

    /** Takes a result that does not say how it was made. */
    public BenchFile(HostFacts host, List<BenchResult> results, List<String> notes) {
        this(host, results, notes, null);
    }
}
