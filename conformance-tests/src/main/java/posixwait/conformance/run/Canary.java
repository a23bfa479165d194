package posixwait.conformance.run;

import java.util.List;
import posixwait.conformance.Level;

/**
 * A row that fails in every run, whatever the backend does. A gate whose file of expectations was not read, or is another
 * than was meant, shows it as a failure; one that read an entry for it shows it as expected.
 */
public final class Canary {
    /** Its ID; no requirement may have it. */
    public static final String ID = "CANARY-001";

    /** The reason of an entry that {@link ExpectationUpdate} writes for it. */
    static final String REASON = "proves that this file was read";

    private Canary() {}

    /** {@return the row} */
    static RequirementResult row() {
        return new RequirementResult(
                ID,
                Level.REQUIRED,
                "always fails",
                "A gate that is to be closed by what nobody expects must have read what is expected.",
                List.of("the conformance kit itself; no rule of POSIX or Linux"),
                "",
                Outcome.FAILED,
                "no expectation was read for it; add an entry with the ID " + ID + " to the file of expectations",
                0);
    }

    /** {@return the run with the row} */
    static BackendRun into(BackendRun run) {
        List<RequirementResult> rows = new java.util.ArrayList<>(run.requirements());
        rows.add(row());
        return run.with(rows);
    }
}
