package posixwait.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * When the children of a sustained storm end, and what became of that. {@code sustained.c} has the same schedules.
 *
 * @param due nanoseconds from the beginning to the end of each child, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Stretch(long[] due) {
    /** At random, each independent of the others. */
    static final String POISSON = "poisson";

    /** Many at one instant, and then none for a while. */
    static final String BURSTS = "bursts";

    /** How many end at one instant. */
    static final int BURST = 32;

    private static final double A_SECOND = 1e9;
    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final double STEPS = 1L << 53;
    private static final long TICK_NANOS = 1_000_000;
    private static final int FEWEST_THAT_GROW = 10;
    private static final int PART_THAT_GROWS = 40;

    /**
     * Plans one.
     *
     * @param count how many children
     * @param rate how many end in a second
     * @param arrivals {@link #POISSON} or {@link #BURSTS}
     * @param life nanoseconds from the instant a child is watched to its end
     */
    static Stretch plan(int count, double rate, String arrivals, long life) {
        long[] due = new long[count];
        long state = count;
        double at = 0;
        for (int i = 0; i < count; i++) {
            if (arrivals.equals(BURSTS)) {
                int before = i / BURST;
                at = before * (A_SECOND * BURST / rate);
            } else {
                state += GAMMA;
                at -= Math.log(uniform(state)) * A_SECOND / rate;
            }
            due[i] = life + (long) at;
        }
        return new Stretch(due);
    }

    /** One step of splitmix64, in (0, 1]. */
    private static double uniform(long state) {
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z ^= z >>> 31;
        return ((z >>> 11) + 1) / STEPS;
    }

    /**
     * {@return how many are due at an instant and not in hand}
     *
     * @param told when each was in hand, from the beginning
     */
    int backlog(long instant, long... told) {
        int open = 0;
        for (int i = 0; i < due.length && due[i] <= instant; i++) {
            if (told[i] > instant) {
                open++;
            }
        }
        return open;
    }

    /** {@return the backlog of each millisecond from the first end that is due to the last status} */
    double[] backlogs(long... told) {
        long last = 0;
        for (long each : told) {
            last = Math.max(last, each);
        }
        List<Double> counts = new ArrayList<>();
        for (long instant = due.length == 0 ? 1 : due[0]; instant <= last; instant += TICK_NANOS) {
            counts.add((double) backlog(instant, told));
        }
        return counts.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * {@return whether the backlog is no larger at the end than in the middle, but for chance}
     *
     * <p>One that is large all the time is a delay, not a sign of falling behind.
     */
    boolean isKeptUpWith(long... told) {
        int growth = backlog(due[due.length - 1], told) - backlog(due[due.length / 2], told);
        return growth <= Math.max(FEWEST_THAT_GROW, due.length / PART_THAT_GROWS);
    }
}
