/** What shells and {@code man} are told of the command. */
@NullMarked
package posixwait.cli.shell;

import org.jspecify.annotations.NullMarked;
