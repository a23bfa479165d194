package posixwait.conformance.model.backend;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** How threads of this JVM enter the model, one at a time, and how they wait for it. */
public interface Blocking {
    /** Waits without end. */
    long FOR_EVER = Long.MAX_VALUE;

    /** {@return what a step in the model returns; no other thread is in the model meanwhile} */
    <T> T enter(Supplier<T> step);

    /**
     * Blocks until a step by another thread has made something so, or the time is over.
     *
     * @param done what is waited for; looked at while no other thread is in the model
     * @param nanos how long at the most; {@link #FOR_EVER} for no end
     */
    void await(BooleanSupplier done, long nanos);

    /** {@return the time in nanoseconds since some moment in the past} */
    long nanoTime();
}
