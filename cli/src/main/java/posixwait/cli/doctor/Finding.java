package posixwait.cli.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fact of the host, judged.
 *
 * @param about what it is about, a word
 * @param status the judgement
 * @param finding what was found
 * @param fix what to do about it; {@code null} if nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Finding(
        String about,
        Status status,
        String finding,
        @Nullable String fix) {
    /** Rejects what is not complete: it comes from files. */
    public Finding {
        Objects.requireNonNull(about, "about");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(finding, "finding");
    }

    /** The judgement. */
    public enum Status {
        /** Nothing to do. */
        OK,
        /** Something will be missing, slower or less certain. */
        WARN,
        /** This must be fixed first. */
        FAIL
    }

    static Finding ok(String about, String finding) {
        return new Finding(about, Status.OK, finding, null);
    }

    static Finding warn(String about, String finding, String fix) {
        return new Finding(about, Status.WARN, finding, fix);
    }

    static Finding fail(String about, String finding, String fix) {
        return new Finding(about, Status.FAIL, finding, fix);
    }
}
