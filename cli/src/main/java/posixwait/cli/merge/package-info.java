/** Results from many hosts in one matrix, and the facts that separate what differs. */
@NullMarked
package posixwait.cli.merge;

import org.jspecify.annotations.NullMarked;
