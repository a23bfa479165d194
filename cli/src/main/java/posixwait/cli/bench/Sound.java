package posixwait.cli.bench;

import org.jspecify.annotations.Nullable;

/** Numbers that a result may have: files can hold others, which would make a gate pass in silence. */
final class Sound {
    /** No subject takes that many times as long as C; a number beyond it was not measured. */
    private static final double MOST_TIMES = 1e9;

    private Sound() {}

    /** Rejects what is infinite or not a number. A difference of memory may be less than nothing. */
    static void finite(String name, @Nullable Double value) {
        if (value != null && !Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + ", not a finite number");
        }
    }

    /** Rejects what is no amount: less than nothing, infinite or not a number. */
    static void amount(String name, @Nullable Double value) {
        if (value != null && !(value >= 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(name + " is " + value + ", not a finite number from 0 on");
        }
    }

    /** Rejects what is no ratio. */
    static void ratio(String name, @Nullable Double value) {
        if (value != null && !(value > 0 && value <= MOST_TIMES)) {
            throw new IllegalArgumentException(name + " is " + value + ", not above 0 and at most " + MOST_TIMES);
        }
    }

    /** Rejects an end of an interval that is no number. One of few rounds may begin below 0. */
    static void bound(String name, @Nullable Double value) {
        if (value != null && !(Math.abs(value) <= MOST_TIMES)) {
            throw new IllegalArgumentException(name + " is " + value + ", not a number up to " + MOST_TIMES);
        }
    }

    /** {@return whether it is a share that noise can have} */
    static boolean isShare(@Nullable Double value) {
        return value != null && value >= 0 && value <= 1;
    }
}
