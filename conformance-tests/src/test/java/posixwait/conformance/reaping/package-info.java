/** The reaper on the model of the kernel, in every order of what may happen. */
@NullMarked
package posixwait.conformance.reaping;

import org.jspecify.annotations.NullMarked;
