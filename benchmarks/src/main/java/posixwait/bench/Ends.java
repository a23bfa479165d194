package posixwait.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes down when each child's status was in hand. Whatever reaps tells it; any number of threads may. */
public final class Ends {
    /** Nothing here takes so long but what will never come. */
    private static final long PATIENCE_SECONDS = 120;

    private volatile Round round = new Round(0, true);

    private static final class Round {
        private final boolean killed;
        private final long[] at;
        private final int[] pids;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger others = new AtomicInteger();
        private final CountDownLatch all;

        Round(int count, boolean killed) {
            this.killed = killed;
            at = new long[count];
            pids = new int[count];
            all = new CountDownLatch(count);
        }
    }

    /** Begins anew, with {@code count} children to be killed; whatever was expected before has come. */
    void expect(int count) {
        expect(count, true);
    }

    /**
     * Begins anew; whatever was expected before has come.
     *
     * @param count how many ends are to come
     * @param killed whether by a signal; otherwise by an exit code of 0
     */
    void expect(int count, boolean killed) {
        round = new Round(count, killed);
    }

    /**
     * Takes one down.
     *
     * @param pid whose
     * @param killed whether the status says that a signal ended the child, rather than that it exited with 0
     */
    public void told(int pid, boolean killed) {
        long now = System.nanoTime();
        Round current = round;
        int index = current.next.getAndIncrement();
        if (index < current.at.length) {
            current.at[index] = now;
            current.pids[index] = pid;
        }
        if (killed != current.killed || index >= current.at.length) {
            current.others.incrementAndGet();
        }
        current.all.countDown();
    }

    /** {@return how many have come} */
    int count() {
        return round.next.get();
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
            throw new IllegalStateException(current.others + " of " + current.at.length + " ends do not say that "
                    + (current.killed ? "a signal ended the child" : "the child exited with 0"));
        }
        return current.at.clone();
    }

    /** {@return the pids of those that have come, in the order they came} */
    int[] pids() {
        return round.pids.clone();
    }
}
