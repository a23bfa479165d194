/** Runs requirements in JVMs of their own and reports what became of each. */
@NullMarked
package posixwait.conformance.run;

import org.jspecify.annotations.NullMarked;
