/**
 * The model against the live kernel: random scripts of a seed, done in both worlds, compared step by step, and shrunk where
 * they differ.
 *
 * <p>Read {@link posixwait.conformance.explore.Step}, what a script can do; {@link
 * posixwait.conformance.explore.ModelWorld} and {@link posixwait.conformance.explore.LiveWorld}, how each world does it;
 * {@link posixwait.conformance.explore.Safety}, what is left out and why; {@link posixwait.conformance.explore.Asleep}, by
 * which the kernel's effects are awaited; {@link posixwait.conformance.explore.Alignment}, the comparison. {@link
 * posixwait.conformance.explore.Explore} is the program.
 */
@NullMarked
package posixwait.conformance.explore;

import org.jspecify.annotations.NullMarked;
