/**
 * The oracle: for each group a small C program that makes the same scene as a scenario in Java and says what the kernel did.
 *
 * <p>Where the backend shows something else than the program saw, the backend is wrong. Where the program saw something else
 * than the specification says, the host departs from it, and a backend that shows that is right.
 */
@NullMarked
package posixwait.conformance.oracle;

import org.jspecify.annotations.NullMarked;
