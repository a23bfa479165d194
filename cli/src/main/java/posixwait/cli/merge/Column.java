package posixwait.cli.merge;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * One run: a backend on a JDK on a host, or the figures of a JDK on a host.
 *
 * @param label its name in this matrix
 * @param file the file that it comes from, as it was named
 * @param conforms whether the backend conforms; {@code null} of figures, on which there is no verdict
 * @param facts the facts about it
 */
@JsonPropertyOrder({"label", "file", "conforms", "facts"})
public record Column(String label, String file, @Nullable Boolean conforms, Facts facts) {}
