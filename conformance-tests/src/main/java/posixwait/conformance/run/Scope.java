package posixwait.conformance.run;

import java.util.Set;

/**
 * What an invocation was to cover, so that an expectation for something it left out is told from one for nothing.
 *
 * @param ids the requirements that were run
 * @param someBackends whether only some backends were asked for
 * @param someJdks whether only some JDKs were asked for
 * @param backendsNotRun the backends that this host could not run on some JDK
 */
public record Scope(Set<String> ids, boolean someBackends, boolean someJdks, Set<String> backendsNotRun) {
    /** Copies the sets. */
    public Scope {
        ids = Set.copyOf(ids);
        backendsNotRun = Set.copyOf(backendsNotRun);
    }
}
