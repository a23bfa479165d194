/** Backends that are broken on purpose, each in one rule: the proof that the kit can fail. */
@NullMarked
package posixwait.conformance.broken;

import org.jspecify.annotations.NullMarked;
