/**
 * The seam: what a backend implements, and the carriers that cross it.
 *
 * <p>Everything here speaks the language of the C library: numbers in, {@code >= 0} or {@code -errno} out.
 * Meaning lives above, in {@link posixwait}. A backend needs {@link posixwait.spi.SystemCalls}, which it implements,
 * {@link posixwait.spi.BackendProvider}, by which it is found, and, if it calls the C library by address,
 * {@link posixwait.spi.Frame}, which lays the carriers out in native memory. What counts or changes the calls of a backend
 * that is there extends {@link posixwait.spi.ForwardingSystemCalls}.
 */
@NullMarked
package posixwait.spi;

import org.jspecify.annotations.NullMarked;
