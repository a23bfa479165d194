/** {@code explore}: random scripts on the model and on this kernel. */
@NullMarked
package posixwait.cli.explore;

import org.jspecify.annotations.NullMarked;
