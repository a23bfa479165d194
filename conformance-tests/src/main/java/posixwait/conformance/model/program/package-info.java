/**
 * Programs that children of the model run: as much of {@code cat} and of a shell as the kit's children need.
 *
 * <p>A program is a process of the model that makes its own calls. It has no thread: it goes on, as far as it can, whenever
 * something has happened in the model. What the shell here does not understand is refused before anything is started.
 */
@NullMarked
package posixwait.conformance.model.program;

import org.jspecify.annotations.NullMarked;
