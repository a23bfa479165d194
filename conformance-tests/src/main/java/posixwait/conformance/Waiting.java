package posixwait.conformance;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Looks again until something holds, for conditions that the kernel offers no call to wait for. */
public final class Waiting {
    /** How long it may take until what must happen happens. */
    public static final Duration LIMIT = Duration.ofSeconds(10);

    private static final long PAUSE_NANOS = 200_000;

    /** In a host that stood still nothing could come to hold: it is looked at so often, whatever time that takes. */
    private static final int LEAST_LOOKS = 100;

    private Waiting() {}

    /**
     * Blocks until {@code condition} holds.
     *
     * @param what the condition in words, for the failure
     * @param condition looked at again and again
     * @throws Unresolved if it does not come to hold within {@link #LIMIT}
     */
    public static void until(String what, BooleanSupplier condition) {
        if (!holdsWithin(LIMIT, condition)) {
            throw new Unresolved("after " + LIMIT.toSeconds() + " s still not so: " + what);
        }
    }

    /**
     * {@return whether {@code condition} came to hold in time}
     *
     * @param limit how long it may take
     * @param condition looked at again and again
     */
    public static boolean holdsWithin(Duration limit, BooleanSupplier condition) {
        long most = limit.toNanos() / LEAST_LOOKS;
        long left = limit.toNanos();
        long before = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (left <= 0) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            long now = System.nanoTime();
            left -= Math.min(now - before, most);
            before = now;
        }
        return true;
    }
}
