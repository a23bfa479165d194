package posixwait.conformance.mutants;

import java.util.Set;
import posixwait.conformance.run.RequirementInfo;

/**
 * A requirement that passes on the sound classes, and what it calls of them.
 *
 * @param requirement the requirement
 * @param millis how long it took
 * @param methods the methods it calls
 */
record Reach(RequirementInfo requirement, long millis, Set<String> methods) {
    private static final long LEAST_MILLIS = 2000;

    Reach {
        methods = Set.copyOf(methods);
    }

    /** {@return whether it may notice a mutant} */
    boolean mayNotice(Mutant mutant) {
        return methods.contains(mutant.qualifiedMethod());
    }

    /** {@return the command to run it, with a limit that a sound backend does not reach on a busy machine either} */
    Asked asked() {
        return Asked.of(requirement, Math.max(LEAST_MILLIS, 6 * millis));
    }
}
