package posixwait.cli.choose;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import posixwait.cli.io.Exit;

/**
 * Which backend to use, and why.
 *
 * @param workload what for
 * @param wantedJdk the JDK it must run on; {@code null} for any
 * @param kind how clear it is
 * @param recommended the backend on its JDK; {@code null} if none can be recommended
 * @param margin by how much it is better than the best other backend that conforms; {@code null} if that was not measured
 * @param because the facts it rests on, by how much first
 * @param flags what to add to the command line of the JVM
 * @param unless what would change it, the nearest first
 * @param candidates all that were looked at, those that conform first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Choice(
        Workload workload,
        @Nullable String wantedJdk,
        Kind kind,
        @Nullable Candidate recommended,
        @Nullable Margin margin,
        List<String> because,
        List<String> flags,
        List<String> unless,
        List<Candidate> candidates) {
    /** How clear a choice is. */
    public enum Kind {
        /** One backend is better by more than the figures may be off. */
        CLEAR,
        /** Several are equally good as far as was measured. */
        TIE,
        /** Several conform, and nothing was measured that could part them. */
        UNMEASURED,
        /** Only one conforms. */
        ONLY_ONE,
        /** Only one was checked, and that conforms. */
        ONLY_CHECKED,
        /** Not all requirements of the kit were checked; of those that were nothing speaks against it. */
        PARTLY_CHECKED,
        /** None conforms. */
        NONE
    }

    /** {@return the choice in one line} */
    @JsonProperty
    public String headline() {
        if (recommended == null) {
            return "Nothing to recommend: no backend conforms"
                    + (wantedJdk == null ? " on this host." : " on Java " + wantedJdk + ".");
        }
        String name = recommended.name();
        return switch (kind) {
            case CLEAR -> name;
            case TIE -> name + ", by a tie";
            case UNMEASURED -> name + ", by conformance only";
            case ONLY_ONE -> name + ": there is no choice, only this conforms";
            case ONLY_CHECKED -> name + ": there is no choice, only this was checked";
            case PARTLY_CHECKED -> name + ", by a check of a part of the requirements";
            case NONE -> throw new IllegalStateException("a recommendation, and none");
        };
    }

    /** {@return the exit code: whether something can be recommended} */
    public int exitCode() {
        return recommended == null ? Exit.DOES_NOT_CONFORM : Exit.CONFORMS;
    }
}
