/**
 * Runs a concurrent program in every order of its steps, on one thread: the program's threads are continuations, and its locks,
 * futures and clock are replaced in its byte code by those of this package.
 */
@NullMarked
package posixwait.conformance.interleave;

import org.jspecify.annotations.NullMarked;
