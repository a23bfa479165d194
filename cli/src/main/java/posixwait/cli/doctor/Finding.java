package posixwait.cli.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fact of the host, judged.
 *
 * @param about what it is about, a word or two
 * @param severity the judgement
 * @param finding what was found
 * @param evidence what it was read from, or what was tried
 * @param fix what to do about it; {@code null} if nothing can or need be done
 * @param noFix why there is no fix; {@code null} if there is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Finding(
        String about,
        Severity severity,
        String finding,
        String evidence,
        @Nullable Fix fix,
        @Nullable String noFix) {
    private static final String AS_IT_SHOULD_BE = "nothing is wrong";

    /** Rejects what is not complete: it comes from files. */
    public Finding {
        Objects.requireNonNull(about, "about");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(finding, "finding");
        Objects.requireNonNull(evidence, "evidence");
        if ((fix == null) == (noFix == null)) {
            throw new IllegalArgumentException("either a fix, or why there is none: " + about);
        }
    }

    /** The judgement. */
    public enum Severity {
        /** Nothing to do. */
        OK,
        /** Something will be missing, slower or less certain. */
        WARN,
        /** This must be fixed first. */
        FAIL
    }

    static Finding ok(String about, String finding, String evidence) {
        return new Finding(about, Severity.OK, finding, evidence, null, AS_IT_SHOULD_BE);
    }

    static Finding warn(String about, String finding, String evidence, Fix fix) {
        return new Finding(about, Severity.WARN, finding, evidence, fix, null);
    }

    static Finding fail(String about, String finding, String evidence, Fix fix) {
        return new Finding(about, Severity.FAIL, finding, evidence, fix, null);
    }

    /** A warning that calls for nothing that could be written as a setting. */
    static Finding unfixable(String about, String finding, String evidence, String noFix) {
        return new Finding(about, Severity.WARN, finding, evidence, null, noFix);
    }

    /** A fact that could not be had, which is no proof that anything is wrong. */
    static Finding unknown(String about, String reason) {
        return unfixable(
                about, "unknown", reason, "what cannot be read is not judged; 'check' shows whether it matters");
    }
}
