/** A result of {@code bench} against an earlier one: what got worse by more than noise explains. */
@NullMarked
package posixwait.cli.regression;

import org.jspecify.annotations.NullMarked;
