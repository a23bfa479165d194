package posixwait;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Registrations by the token that an event carries, so that no event needs a look-up that allocates.
 *
 * <p>A token is a place and, above it, a number that no other registration of the place had: an event that was reported
 * before a registration ended does not reach the next one in its place.
 */
final class Places {
    private static final int PLACE_BITS = 32;

    private @Nullable Registration[] held = new Registration[16];
    private int[] free = new int[16];
    private int freeCount;
    private int used = 1;
    private long sequence;

    /** Starts with an occupant's number of the caller's. */
    Places(long sequence) {
        this.sequence = sequence;
    }

    /** Gives {@code registration} a place; {@return its token, never 0, since no place is} */
    long take(Registration registration) {
        int place = freeCount > 0 ? free[--freeCount] : used++;
        if (place == held.length) {
            held = Arrays.copyOf(held, 2 * place);
            // Here, so that a place can be given back when memory is short: its child has been reaped by then.
            free = Arrays.copyOf(free, held.length);
        }
        held[place] = registration;
        return ++sequence << PLACE_BITS | place;
    }

    void giveBack(long token) {
        int place = (int) token;
        held[place] = null;
        free[freeCount++] = place;
    }

    @Nullable Registration holder(long token) {
        int place = (int) token;
        Registration found = place < held.length ? held[place] : null;
        return found != null && found.token == token ? found : null;
    }
}
