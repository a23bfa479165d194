package posixwait.conformance.model.backend;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** One lock over the model, and the time of this JVM. */
public final class Monitor implements Blocking {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** A monitor for one model. */
    public Monitor() {}

    @Override
    public <T> T enter(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            // Any step may have answered anybody.
            changed.signalAll();
            lock.unlock();
        }
    }

    @Override
    public void await(BooleanSupplier done, long nanos) {
        long left = nanos;
        boolean interrupted = false;
        lock.lock();
        try {
            while (!done.getAsBoolean() && left > 0) {
                try {
                    if (nanos == FOR_EVER) {
                        changed.await();
                    } else {
                        left = changed.awaitNanos(left);
                    }
                } catch (InterruptedException e) {
                    // Thread.interrupt does not reach a call in native code; it is seen afterwards.
                    interrupted = true;
                }
            }
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }
}
