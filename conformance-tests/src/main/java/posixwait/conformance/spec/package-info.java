/** What the pages of the specification assert, and which requirements test it. */
@NullMarked
package posixwait.conformance.spec;

import org.jspecify.annotations.NullMarked;
