package posixwait.bench;

/** How long to measure in whole processes. What that comes to is each {@link TrialQuestion}'s to say. */
enum ReaperEffort {
    /** Long enough to see that it works. */
    SMOKE,

    /** Long enough to choose by. */
    QUICK,

    /** Long enough to publish. */
    FULL;

    /** {@return one of three, each for its effort} */
    <T> T pick(T smoke, T quick, T full) {
        return switch (this) {
            case SMOKE -> smoke;
            case QUICK -> quick;
            case FULL -> full;
        };
    }

    /** {@return whether there are enough rounds for an interval to hold against a target} */
    boolean judges() {
        return this == FULL;
    }
}
