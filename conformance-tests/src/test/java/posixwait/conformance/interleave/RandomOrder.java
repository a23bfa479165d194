package posixwait.conformance.interleave;

import java.util.Optional;
import java.util.Random;

/** An order by chance, the same for the same seed. */
public final class RandomOrder implements Order {
    private static final int STAYS = 3;

    private final Random random;

    private RandomOrder(long seed) {
        random = new Random(seed);
    }

    /** Runs a program once, in an order that the seed decides; {@return what went wrong, if anything} */
    public static Optional<Failure> run(Program program, long seed) {
        return Run.of(program, new RandomOrder(seed)).failure();
    }

    @Override
    public int next(long enabled, int last) {
        // Mostly one goes on for a while, as on a processor: others then get far enough to meet it in the middle.
        if (last != NOBODY && (enabled >> last & 1) != 0 && random.nextInt(STAYS) > 0) {
            return last;
        }
        long rest = enabled;
        for (int skipped = random.nextInt(Long.bitCount(enabled)); skipped > 0; skipped--) {
            rest &= rest - 1;
        }
        return Long.numberOfTrailingZeros(rest);
    }
}
