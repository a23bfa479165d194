package posixwait.conformance.interleave;

import java.util.Arrays;

/**
 * One step of one strand: from where it was chosen to where the next choice is due.
 *
 * <p>Two steps of different strands depend on each other if both touch one object and one of them changes it, or both take one
 * lock. Others can be exchanged without anybody seeing a difference.
 */
final class Event {
    final int index;
    final int strand;
    private final String what;
    private final long argument;

    /** The first event after the clock last went on by itself: it does so when nobody can go on, so nothing passes that point. */
    final int epoch;

    /** For each strand the number of events of the trace that are up to its last one that happened before this, with it. */
    int[] clock = {};

    private static final int NOTHING = Integer.MIN_VALUE;

    private int result = NOTHING;
    private int[] touched = new int[4];
    private int count;
    private long filter;
    private int lock;
    private int releasedBy = -1;
    private int causedBy = -1;

    Event(int index, int strand, String what, long argument, int epoch) {
        this.index = index;
        this.strand = strand;
        this.what = what;
        this.argument = argument;
        this.epoch = epoch;
    }

    void touches(int object, boolean changes) {
        int access = object << 1 | (changes ? 1 : 0);
        for (int i = 0; i < count; i++) {
            if (touched[i] >> 1 == object) {
                touched[i] |= access & 1;
                return;
            }
        }
        if (count == touched.length) {
            touched = Arrays.copyOf(touched, 2 * count);
        }
        touched[count++] = access;
        filter |= 1L << object;
    }

    void returns(int value) {
        result = value;
    }

    /** {@return whether the other one is this, in another run} */
    boolean repeats(Event other) {
        return strand == other.strand
                && result == other.result
                && argument == other.argument
                && what.equals(other.what);
    }

    @Override
    public String toString() {
        String called = argument == Steps.NONE ? what : what + " " + argument;
        return result == NOTHING ? called : called + " = " + result;
    }

    /** This step takes a lock that the step {@code released} gave free, -1 if none did. */
    void acquires(int taken, int released) {
        lock = taken;
        releasedBy = released;
    }

    /** This step can be taken because of another. */
    void isCausedBy(int cause) {
        causedBy = cause;
    }

    boolean contendsFor(Event other) {
        return lock != 0 && lock == other.lock;
    }

    boolean dependsOn(Event other) {
        return contendsFor(other) || ((filter & other.filter) != 0 && shares(other));
    }

    private boolean shares(Event other) {
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < other.count; j++) {
                if (touched[i] >> 1 == other.touched[j] >> 1 && ((touched[i] | other.touched[j]) & 1) != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    int releasedBy() {
        return releasedBy;
    }

    int causedBy() {
        return causedBy;
    }

    /** {@return whether this happened before {@code later}, through whatever chain of dependent steps} */
    boolean isBefore(Event later) {
        return isIn(later.clock);
    }

    boolean isIn(int[] times) {
        return strand < times.length && times[strand] > index;
    }
}
