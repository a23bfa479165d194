/** Waiting for child processes as POSIX defines it: the calls in Java types. */
@NullMarked
package posixwait;

import org.jspecify.annotations.NullMarked;
