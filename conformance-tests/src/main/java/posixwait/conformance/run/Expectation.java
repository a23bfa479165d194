package posixwait.conformance.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A failure that is known, with the reason, until a day.
 *
 * @param id the requirement
 * @param when the circumstances: facts of the run, such as {@code backend}, {@code jdk}, {@code kernel}, {@code arch},
 *     each with a regular expression that must match the whole of it; none for always
 * @param reason why it fails
 * @param link where that is discussed
 * @param expires the last day on which it counts
 */
public record Expectation(
        @JsonProperty(required = true) String id,
        @Nullable Map<String, String> when,
        @JsonProperty(required = true) String reason,
        @Nullable String link,
        @JsonProperty(required = true) LocalDate expires) {

    /** Rejects what would silently never match, or match for ever. */
    public Expectation {
        Objects.requireNonNull(id, "an expectation needs an id");
        Objects.requireNonNull(reason, "an expectation needs a reason");
        Objects.requireNonNull(expires, "an expectation needs a day on which it expires");
        when = when == null ? Map.of() : Map.copyOf(when);
        when.values().forEach(Pattern::compile);
        if (Catalogue.matching(List.of(id)).size() != 1) {
            throw new IllegalArgumentException("no requirement has the ID " + id);
        }
    }

    /** {@return whether it speaks of this requirement under these circumstances; a fact that is not known does not match} */
    boolean matches(String requirement, Map<String, String> facts) {
        return id.equals(requirement)
                && Objects.requireNonNull(when).entrySet().stream().allMatch(condition -> {
                    String fact = facts.get(condition.getKey());
                    return fact != null && fact.matches(condition.getValue());
                });
    }
}
