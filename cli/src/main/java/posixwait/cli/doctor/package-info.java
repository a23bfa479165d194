/** Facts of the host, judged. */
@NullMarked
package posixwait.cli.doctor;

import org.jspecify.annotations.NullMarked;
