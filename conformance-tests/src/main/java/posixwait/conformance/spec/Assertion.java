package posixwait.conformance.spec;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a page asserts.
 *
 * @param id page and number, such as {@code wait.3posix#12}; never reused, never changed
 * @param section the section that it stands in
 * @param text what is asserted, in our own words
 * @param requirements the IDs of those whose tests fail if it does not hold; empty if none does
 * @param deviation whether Linux departs from it: the requirements then hold what Linux does in its place
 * @param untested why no requirement tests it; {@code null} if one does
 * @param reason {@code untested} in words; empty if a requirement tests it
 */
public record Assertion(
        String id,
        String section,
        String text,
        List<String> requirements,
        boolean deviation,
        @Nullable Untested untested,
        String reason) {

    /** Rejects an assertion that has both requirements and a reason to have none, or neither. */
    public Assertion {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(section, "section");
        Objects.requireNonNull(text, "text");
        requirements = requirements == null ? List.of() : List.copyOf(requirements);
        reason = reason == null ? "" : reason;
        if (requirements.isEmpty() == (untested == null)) {
            throw new IllegalArgumentException(id + ": needs either requirements or a reason why there are none");
        }
        if (reason.isEmpty() != (untested == null)) {
            throw new IllegalArgumentException(id + ": a reason goes with what is not tested, and with nothing else");
        }
    }

    /** {@return whether a requirement tests it} */
    public boolean isTested() {
        return untested == null;
    }

    /** {@return whether a requirement tests it, or could} */
    public boolean isTestable() {
        return untested == null || untested.isTestable();
    }
}
