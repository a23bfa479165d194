package posixwait.cli.check;

import posixwait.conformance.run.Jdk;

/**
 * A run to be made.
 *
 * @param backend the backend
 * @param jdk the JDK that runs it
 */
public record PlannedRun(String backend, Jdk jdk) {
    @Override
    public String toString() {
        return backend + " on Java " + jdk.version();
    }
}
