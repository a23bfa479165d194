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
    private int used;
    private long sequence;

    /** Gives {@code registration} a place; {@return its token, never 0} */
    long take(Registration registration) {
        int place = freeCount > 0 ? free[--freeCount] : used++;
        if (place == held.length) {
            held = Arrays.copyOf(held, 2 * place);
        }
        held[place] = registration;
        return ++sequence << PLACE_BITS | place;
    }

    void giveBack(long token) {
        int place = (int) token;
        held[place] = null;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, 2 * freeCount);
        }
        free[freeCount++] = place;
    }

    @Nullable Registration holder(long token) {
        int place = (int) token;
        Registration found = place < held.length ? held[place] : null;
        return found != null && found.token == token ? found : null;
    }
}
