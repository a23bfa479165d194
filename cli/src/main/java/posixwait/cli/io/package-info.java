/** Files, streams, JSON and complaints: what every subcommand needs of the world. */
@NullMarked
package posixwait.cli.io;

import org.jspecify.annotations.NullMarked;
