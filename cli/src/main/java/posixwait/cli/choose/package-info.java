/** From results to the backend to use. */
@NullMarked
package posixwait.cli.choose;

import org.jspecify.annotations.NullMarked;
