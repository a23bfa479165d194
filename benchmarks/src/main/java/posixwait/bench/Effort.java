package posixwait.bench;

import java.time.Duration;
import java.util.List;

/** How long to measure. What that comes to is each {@link TrialQuestion}'s to say. */
enum Effort {
    /** Long enough to see that it works; its figures mean nothing. */
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

    /** {@return after what time a measurement is ended} */
    Duration patience() {
        return Duration.ofMinutes(pick(1, 2, 20));
    }

    /**
     * {@return flags for JVMs that make too few calls for the optimising compiler to come into it, and too little garbage for
     * a collector to, except with full effort}
     */
    List<String> fewCallsFlags() {
        List<String> soonest = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
        return pick(soonest, soonest, List.of());
    }

    /** {@return whether measuring JVMs may start with a {@link ClassArchive}} */
    boolean sharesClasses() {
        return this != FULL;
    }

    /** {@return flags for the measuring JVMs} */
    List<String> jvmFlags() {
        // Where it has only to be seen that it works, most of the time goes into starting JVMs.
        return pick(List.of("-XX:TieredStopAtLevel=1"), List.of(), List.of());
    }
}
