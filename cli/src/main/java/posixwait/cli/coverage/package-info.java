/** What the pages of the specification assert, which requirements test it, and what became of them. */
@NullMarked
package posixwait.cli.coverage;

import org.jspecify.annotations.NullMarked;
