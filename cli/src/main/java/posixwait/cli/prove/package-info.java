/** The proof that the kit can fail, for people and machines. */
@NullMarked
package posixwait.cli.prove;

import org.jspecify.annotations.NullMarked;
