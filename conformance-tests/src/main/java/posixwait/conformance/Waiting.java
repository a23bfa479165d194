package posixwait.conformance;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Looks again until something holds, for conditions that the kernel offers no call to wait for. */
public final class Waiting {
    private static final long PAUSE_NANOS = 200_000;

    private Waiting() {}

    /**
     * Blocks until {@code condition} holds.
     *
     * @param what the condition in words, for the failure
     * @param limit how long it may take
     * @param condition looked at again and again
     * @throws Unresolved if it does not come to hold in time
     */
    public static void until(String what, Duration limit, BooleanSupplier condition) {
        if (!holdsWithin(limit, condition)) {
            throw new Unresolved("after " + limit.toMillis() + " ms still not so: " + what);
        }
    }

    /**
     * {@return whether {@code condition} came to hold in time}
     *
     * @param limit how long it may take
     * @param condition looked at again and again
     */
    public static boolean holdsWithin(Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }
}
