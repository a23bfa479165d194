/** The command {@code posixwait}: its subcommands and what they have in common. */
@NullMarked
package posixwait.cli;

import org.jspecify.annotations.NullMarked;
