package posixwait;

/**
 * When to ask the children next that have to be asked.
 *
 * <p>Soon after something happened, ever more seldom while nothing does, and never so often that it costs more than one
 * twentieth of one processor.
 */
final class Pace {
    static final long SHORTEST = 1_000_000;
    static final long LONGEST = 20_000_000;
    private static final long PAUSE_FOR_COST = 19;

    private long interval = SHORTEST;
    private long next;
    private boolean atOnce = true;

    /** Asks at once. */
    void hurry() {
        atOnce = true;
        interval = SHORTEST;
    }

    /** {@return how long until it is time, in nanoseconds; 0 or less if it is} */
    long left(long now) {
        return atOnce ? 0 : next - now;
    }

    void starts() {
        atOnce = false;
    }

    void ended(long started, long now, boolean found) {
        interval = found ? SHORTEST : Math.min(LONGEST, 2 * interval);
        next = now + Math.max(interval, PAUSE_FOR_COST * (now - started));
    }
}
