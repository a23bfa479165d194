package posixwait.conformance.run;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.OptBoolean;
import java.net.URI;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A failure that is known, with the reason, until a day.
 *
 * @param id the requirement, or {@link Canary#ID}
 * @param backend the backend that fails it; {@code null} for every one
 * @param when the circumstances in which it fails; {@code null} for all
 * @param reason why it fails; {@value #NO_REASON} until somebody says why, which no gate accepts
 * @param link where that is discussed
 * @param expires the last day on which it counts
 */
@JsonPropertyOrder({"id", "backend", "when", "reason", "link", "expires"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Expectation(
        String id,
        @Nullable String backend,
        @Nullable When when,
        String reason,
        @Nullable String link,
        @JsonFormat(lenient = OptBoolean.FALSE) LocalDate expires) {
    /** The reason that is none yet. */
    static final String NO_REASON = "?";

    private static final Pattern ID = Pattern.compile("[A-Z]+-\\d{3}");
    private static final Pattern LINK = Pattern.compile("https?://\\S+");

    /** Rejects what is not complete: it comes from files. */
    @SuppressWarnings("ConstantValue") // Jackson passes null for what is not there
    public Expectation {
        if (absent(id) || !ID.matcher(id).matches()) {
            throw new IllegalArgumentException("needs an \"id\" such as \"WID-014\"");
        }
        if (backend != null && backend.isBlank()) {
            throw new IllegalArgumentException("has an empty \"backend\"; name one, or leave it out for every one");
        }
        if (absent(reason)) {
            throw new IllegalArgumentException("needs a \"reason\"");
        }
        if (link != null && !isLink(link)) {
            throw new IllegalArgumentException("has a \"link\" that is none; it starts with https://");
        }
        if (expires == null) {
            throw new IllegalArgumentException("needs \"expires\", the last day on which it counts: \"2027-06-30\"");
        }
        if (id.equals(Canary.ID) && (backend != null || when != null)) {
            throw new IllegalArgumentException("is the canary, which is for every backend and has no conditions");
        }
    }

    private static boolean absent(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static boolean isLink(String text) {
        try {
            return LINK.matcher(text).matches() && URI.create(text).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** {@return whether its conditions on the host hold} */
    boolean concerns(Circumstances host) {
        return when == null || when.holdsOn(host);
    }

    /** {@return whether it speaks of a run on a host that it concerns} */
    boolean concerns(BackendRun run) {
        return isFor(run.backend()) && concernsJdk(run.jdk());
    }

    /** {@return whether it speaks of a backend} */
    boolean isFor(String name) {
        return backend == null || backend.equals(name);
    }

    /** {@return whether it speaks of a version of Java} */
    boolean concernsJdk(String version) {
        return when == null || when.holdsForJdk(version);
    }

    /** {@return whether it counts no more} */
    boolean expiredOn(LocalDate today) {
        return today.isAfter(expires);
    }

    /** {@return the same for one backend on one feature version of Java} */
    Expectation narrowedTo(String oneBackend, int feature) {
        String range = "=" + feature;
        return new Expectation(
                id, oneBackend, when == null ? When.onJdk(range) : when.withJdk(range), reason, link, expires);
    }
}
