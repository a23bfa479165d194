package posixwait.conformance.mutants;

import java.util.Set;
import posixwait.conformance.run.RequirementInfo;

/**
 * A requirement that passes on the sound classes, and what it runs of them.
 *
 * @param requirement the requirement
 * @param millis how long it took
 * @param lines the lines it runs
 */
record Reach(RequirementInfo requirement, long millis, Set<String> lines) {
    private static final long LEAST_MILLIS = 2000;

    Reach {
        lines = Set.copyOf(lines);
    }

    /** {@return whether it may notice a mutant} */
    boolean mayNotice(Mutant mutant) {
        return lines.contains(mutant.place());
    }

    /** {@return the command to run it, with a limit that a sound backend does not reach on a busy machine either} */
    Asked asked() {
        return Asked.of(requirement, Math.max(LEAST_MILLIS, 6 * millis));
    }
}
