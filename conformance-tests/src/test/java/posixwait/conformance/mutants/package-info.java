/** Runs the kit against mutants of the API and of the backends; only {@code mvn -Pmutation verify} does. */
@NullMarked
package posixwait.conformance.mutants;

import org.jspecify.annotations.NullMarked;
