/** The seam implemented with JNA direct mapping; runs on Java 17 and later. */
@NullMarked
package posixwait.jna;

import org.jspecify.annotations.NullMarked;
