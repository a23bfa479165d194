/** What other libraries say of a child, asked and shown. */
@NullMarked
package posixwait.cli.peers;

import org.jspecify.annotations.NullMarked;
