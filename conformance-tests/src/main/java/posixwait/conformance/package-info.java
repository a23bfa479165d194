/**
 * The conformance kit: what a test of a requirement uses.
 *
 * <p>A requirement is a test method with {@link posixwait.conformance.Requirement}: an ID that is never reused, a level, a
 * sentence and its sources. It gets a {@link posixwait.conformance.Kit} in its constructor and makes children only through
 * it. {@link posixwait.conformance.run.KitRunner} runs requirements in JVMs of their own.
 */
@NullMarked
package posixwait.conformance;

import org.jspecify.annotations.NullMarked;
