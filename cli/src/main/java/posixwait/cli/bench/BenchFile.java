package posixwait.cli.bench;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import posixwait.conformance.host.HostFacts;

/**
 * The result of {@code bench}, as it stands in JSON.
 *
 * @param host the host
 * @param results the figures
 * @param notes what was left out, and why
 * @param noiseFloor by how much two series of one subject differed, by question: 0.02 is two percent; empty if the file does
 *     not say
 * @param command the command line that measured; {@code null} if the file does not say
 * @param version that of posixwait, with the commit; {@code null} if the file does not say
 */
@JsonPropertyOrder({"host", "results", "notes", "noiseFloor", "command", "version"})
public record BenchFile(
        HostFacts host,
        List<BenchResult> results,
        List<String> notes,
        Map<String, Double> noiseFloor,
        @Nullable String command,
        @Nullable String version) {
    /** Rejects what is not complete: it comes from files. */
    public BenchFile {
        Objects.requireNonNull(host, "host");
        results = List.copyOf(Objects.requireNonNull(results, "results"));
        notes = notes == null ? List.of() : List.copyOf(notes);
        noiseFloor = noiseFloor == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(noiseFloor));
        noiseFloor.forEach((question, floor) -> {
            if (!Sound.isShare(floor)) {
                throw new IllegalArgumentException("noiseFloor of " + question + " is " + floor + ", not from 0 to 1");
            }
        });
    }

    /** Takes a result that does not say how it was made. */
    public BenchFile(HostFacts host, List<BenchResult> results, List<String> notes) {
        this(host, results, notes, Map.of(), null, null);
    }
}
