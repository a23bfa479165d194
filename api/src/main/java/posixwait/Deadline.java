package posixwait;

import java.time.Duration;

/**
 * A moment to come, on the clock of {@link System#nanoTime}.
 *
 * @param nanos the reading of the clock at that moment
 */
record Deadline(long nanos) {
    private static final Duration FARTHEST = Duration.ofNanos(Long.MAX_VALUE / 2);
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** {@return {@code timeout} from now: at the earliest now, at the latest in 146 years, which the clock can tell apart} */
    static Deadline after(Duration timeout) {
        return new Deadline(System.nanoTime() + nanos(timeout));
    }

    /** {@return {@code timeout} in nanoseconds: at least 0, at most 146 years} */
    static long nanos(Duration timeout) {
        Duration length = timeout.isNegative() ? Duration.ZERO : timeout;
        return (length.compareTo(FARTHEST) < 0 ? length : FARTHEST).toNanos();
    }

    /** {@return the time left in nanoseconds, 0 once it is up} */
    long left() {
        return Math.max(0, nanos - System.nanoTime());
    }

    /** {@return the time left in milliseconds, as {@code poll} takes it} */
    int leftMillis() {
        return millis(left());
    }

    /** {@return {@code nanos} in milliseconds, rounded up, but no more than an {@code int} holds: 24 days} */
    static int millis(long nanos) {
        return (int) Math.min(Integer.MAX_VALUE, (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
    }
}
