/** The seam implemented with {@code java.lang.foreign}; runs on Java 22 and later. */
@NullMarked
package posixwait.ffm;

import org.jspecify.annotations.NullMarked;
