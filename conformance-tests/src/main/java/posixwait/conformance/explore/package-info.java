/**
 * Random scripts over the model and the live kernel, step by step: what the two see must be the same.
 *
 * <p>{@link posixwait.conformance.explore.Explore} is the program; it must be the only one in its JVM that makes children.
 */
@NullMarked
package posixwait.conformance.explore;

import org.jspecify.annotations.NullMarked;
