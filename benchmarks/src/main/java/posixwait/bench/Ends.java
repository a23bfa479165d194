package posixwait.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes down when each child's status was in hand. Whatever reaps tells it; any number of threads may. */
final class Ends {
    /** Nothing here takes so long but what will never come. */
    private static final long PATIENCE_SECONDS = 120;

    private volatile Round round = new Round(0);

    private static final class Round {
        private final long[] at;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger others = new AtomicInteger();
        private final CountDownLatch all;

        Round(int count) {
            at = new long[count];
            all = new CountDownLatch(count);
        }
    }

    /** Begins anew, with {@code count} ends to come; whatever was expected before has come. */
    void expect(int count) {
        round = new Round(count);
    }

    /**
     * Takes one down.
     *
     * @param killed whether the status says that a signal ended the child, as it did
     */
    void told(boolean killed) {
        long now = System.nanoTime();
        Round current = round;
        int index = current.next.getAndIncrement();
        if (index < current.at.length) {
            current.at[index] = now;
        }
        if (!killed || index >= current.at.length) {
            current.others.incrementAndGet();
        }
        current.all.countDown();
    }

    /**
     * Blocks until all have come.
     *
     * @return when, as {@link System#nanoTime} has it, in the order they came
     * @throws IllegalStateException if one is missing, or has another status than it should
     */
    long[] await() {
        Round current = round;
        try {
            boolean complete = current.all.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!complete) {
                throw new IllegalStateException(
                        current.next + " of " + current.at.length + " ends were told in " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        if (current.others.get() > 0) {
            throw new IllegalStateException(
                    current.others + " of " + current.at.length + " ends do not say that a signal ended the child");
        }
        return current.at.clone();
    }
}
