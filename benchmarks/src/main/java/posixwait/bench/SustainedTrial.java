package posixwait.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;
import posixwait.spi.SystemCalls;

/**
 * When children end one after the other at a given rate, how long is it to each status, and at which rate do they come
 * faster than they are reaped?
 *
 * <p>All children of a stretch are made before it: making them would be most of the work, and is not the question. Each is
 * watched when it is its turn, lives for a while and is killed at an instant that was set beforehand. Time counts from that
 * instant, whether or not the kill was late.
 */
final class SustainedTrial {
    private static final double STRETCH_SECONDS = 0.5;
    private static final int FEWEST = 200;
    /** Nothing faster is tried. */
    static final double FASTEST = 128_000;

    private static final int TRIES = 2;

    /** How often the first rate is halved, if that is too fast already. */
    private static final int SLOWER = 3;

    private static final double WARMUP_RATE = 1000;
    private static final long SOON_NANOS = 1_000_000;

    private final SystemCalls calls;
    private final Watching watching;
    private final Ends ends;
    private final int most;
    private final long life;

    /**
     * Prepares.
     *
     * @param calls of the backend
     * @param watching what is measured
     * @param ends what that tells
     * @param most the most children of one stretch
     * @param life nanoseconds from the instant a child is watched to its end
     */
    SustainedTrial(SystemCalls calls, Watching watching, Ends ends, int most, long life) {
        this.calls = calls;
        this.watching = watching;
        this.ends = ends;
        this.most = most;
        this.life = life;
    }

    /** {@return how many children are made at the most, all stretches taken together} */
    static int children(int most, int halvings, int rates) {
        int steps = 2 * (1 + SLOWER + (int) Math.ceil(Math.log(FASTEST) / Math.log(2)) + halvings);
        return Math.max(most, FEWEST) * (1 + 2 * rates + steps);
    }

    /**
     * Measures.
     *
     * @param rates at which latencies are told
     * @param first at which the search for the last that is kept up with begins
     * @param halvings how often what is left between a rate that was kept up with and one that was not is halved
     */
    Readings measure(List<Integer> rates, double first, int halvings) {
        run(Stretch.plan(Math.min(most, FEWEST), WARMUP_RATE, Stretch.POISSON, life));
        Map<String, double[]> values = new HashMap<>();
        for (int rate : rates) {
            for (String arrivals : List.of(Stretch.POISSON, Stretch.BURSTS)) {
                Stretch stretch = Stretch.plan(Math.min(most, rate), rate, arrivals, life);
                long[] told = run(stretch);
                double[] latencies = new double[told.length];
                double[] due = new double[told.length];
                for (int i = 0; i < told.length; i++) {
                    due[i] = stretch.due()[i];
                    latencies[i] = told[i] - due[i];
                }
                values.put(SustainedQuestion.latency(arrivals, rate), latencies);
                values.put(SustainedQuestion.ends(arrivals, rate), due);
            }
        }
        values.put(Readings.KEPT, new double[] {search(first, halvings)});
        return Readings.of(values);
    }

    private double search(double first, int halvings) {
        double kept = first;
        for (int i = 0; i < SLOWER && fallsBehind(kept); i++) {
            kept /= 2;
        }
        double lost = kept * 2;
        if (kept >= first) {
            while (lost <= FASTEST && !fallsBehind(lost)) {
                kept = lost;
                lost *= 2;
            }
        } else if (fallsBehind(kept)) {
            return 0;
        }
        for (int i = 0; i < halvings && lost <= FASTEST; i++) {
            double middle = Math.sqrt(kept * lost);
            if (fallsBehind(middle)) {
                lost = middle;
            } else {
                kept = middle;
            }
        }
        return kept;
    }

    /** Twice in a row, or the host had other things to do. */
    private boolean fallsBehind(double rate) {
        boolean kept = false;
        for (int i = 0; i < TRIES && !kept; i++) {
            kept = keepsUp(rate);
        }
        return !kept;
    }

    private boolean keepsUp(double rate) {
        int count = Math.min(most, Math.max(FEWEST, (int) (rate * STRETCH_SECONDS)));
        Stretch stretch = Stretch.plan(count, rate, Stretch.POISSON, life);
        return stretch.isKeptUpWith(run(stretch));
    }

    /** {@return when each child's status was in hand, from the beginning} */
    private long[] run(Stretch stretch) {
        int[] pids = Crowd.make(watching, stretch.due().length);
        Map<Integer, Integer> childOfPid = new HashMap<>();
        for (int i = 0; i < pids.length; i++) {
            childOfPid.put(pids[i], i);
        }
        ends.expect(pids.length);
        long begin = System.nanoTime() + SOON_NANOS;
        Generator generator = new Generator(stretch, pids, begin);
        generator.start();
        try {
            generator.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        generator.check();
        long[] at = ends.await();
        int[] ended = ends.pids();
        long[] told = new long[pids.length];
        for (int i = 0; i < at.length; i++) {
            told[childOfPid.getOrDefault(ended[i], i)] = at[i] - begin;
        }
        return told;
    }

    /** Watches each child a life before it ends it. Whatever is due is done at once; what is late is late for all to see. */
    private final class Generator extends Thread {
        private final Stretch stretch;
        private final int[] pids;
        private final long begin;
        private volatile @Nullable RuntimeException failure;

        Generator(Stretch stretch, int[] pids, long begin) {
            super("generator");
            this.stretch = stretch;
            this.pids = pids;
            this.begin = begin;
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                generate();
            } catch (RuntimeException e) {
                failure = e;
            }
        }

        private void generate() {
            int watched = 0;
            int ended = 0;
            long[] due = stretch.due();
            while (ended < due.length) {
                long watchAt = watched < due.length ? due[watched] - life : Long.MAX_VALUE;
                if (watchAt < due[ended]) {
                    sleepUntil(begin + watchAt);
                    Crowd.watch(watching, pids[watched]);
                    watched++;
                } else {
                    sleepUntil(begin + due[ended]);
                    int result = calls.kill(pids[ended], Abi.SIGKILL);
                    if (result != 0) {
                        throw new IllegalStateException("kill(" + pids[ended] + "): errno " + -result);
                    }
                    ended++;
                }
            }
        }

        private void sleepUntil(long instant) {
            for (long left = instant - System.nanoTime(); left > 0; left = instant - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }

        void check() {
            RuntimeException thrown = failure;
            if (thrown != null) {
                throw thrown;
            }
        }
    }
}
