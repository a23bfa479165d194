/**
 * The model as a backend: {@link posixwait.spi.SystemCalls} on a {@link posixwait.conformance.model.ModelKernel}.
 *
 * <p>A thread of this JVM that makes a call is a thread of the model's one process that leads a session. One call at a time
 * goes into the model; one that blocks waits outside, until the model has answered it.
 */
@NullMarked
package posixwait.conformance.model.backend;

import org.jspecify.annotations.NullMarked;
