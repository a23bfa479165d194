package posixwait.bench;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import posixwait.Backend;
import posixwait.BareChildren;
import posixwait.spi.Abi;

/**
 * Deaths of bare children that come before everything else in a measuring JVM, so that what watches them is compiled before it
 * is measured.
 *
 * <p>The JVM compiles by calls. The optimising compiler takes a method after some five thousand of them, which is many times
 * what a trial measures; until then a call into C costs several times what it does later.
 *
 * <p>Half of them die one at a time, as among bystanders, and half many at once, as in a storm, in turns: code that was compiled
 * for one of both alone is thrown away by the other.
 */
final class CompilingDeaths {
    /** Tells the measuring JVM how many. A C program needs none, so it is no argument of a trial. */
    private static final String DEATHS = "posixwait.bench.compiling";

    /** No host is asked for more children than this for it. */
    private static final int BATCH = 500;

    /** Whoever looks at intervals only gets fewer. What is quick is through long before. */
    private static final long ENOUGH_NANOS = TimeUnit.SECONDS.toNanos(10);

    private CompilingDeaths() {}

    /** {@return the flags for a measuring JVM of a question that begins with them} */
    static List<String> flags(Effort effort) {
        return List.of("-D" + DEATHS + "=" + effort.pick(20, 500, 16_000));
    }

    /**
     * Lets them die. Whoever watches only what it starts itself has none: its programs would take too long to start.
     *
     * @param task whose JVM this is
     * @param watching what is measured afterwards; it watches nobody yet
     * @param ends what that tells
     */
    static void before(TrialTask task, Watching watching, Ends ends) {
        if (Way.valueOf(task.way()).startsPrograms()) {
            return;
        }
        int deaths = Integer.getInteger(DEATHS, 0);
        long begun = System.nanoTime();
        for (int done = 0; done < deaths && System.nanoTime() - begun < ENOUGH_NANOS; done += BATCH) {
            batch(task.backend(), watching, ends, Math.min(BATCH, deaths - done));
        }
    }

    private static void batch(Backend backend, Watching watching, Ends ends, int size) {
        try (BareChildren children = new BareChildren(backend, size)) {
            int[] pids = new int[size];
            for (int i = 0; i < size; i++) {
                pids[i] = TrialSession.make(children::pausing);
            }
            int alone = size / 2;
            for (int i = 0; i < alone; i++) {
                die(backend, watching, ends, pids[i]);
            }
            die(backend, watching, ends, Arrays.copyOfRange(pids, alone, size));
        }
    }

    private static void die(Backend backend, Watching watching, Ends ends, int... pids) {
        ends.expect(pids.length);
        Crowd.watch(watching, pids);
        for (int pid : pids) {
            backend.calls().kill(pid, Abi.SIGKILL);
        }
        ends.await();
    }
}
