package posixwait.cli.io;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import posixwait.conformance.run.Offspring;

/**
 * The end of this JVM by a signal: from the keyboard, from {@code kill}, from a terminal that went away. What it started is
 * ended, files are written whole or not at all, one line says so, and the exit code is 128 and the number of the signal,
 * which is what the JVM does by itself.
 */
public final class Ending {
    private static final int SIGNALLED = 128;
    private static final Duration UNTIL_THE_SIGNAL_IS_HERE_TOO = Duration.ofSeconds(2);

    private static final Object LOCK = new Object();
    private static volatile boolean regular;
    private static volatile boolean underWay;

    private Ending() {}

    /** Something that is done whole or not at all. */
    interface Step {
        void run() throws IOException;
    }

    /**
     * Prepares for it.
     *
     * @param terminal where the line goes
     */
    public static void prepare(Terminal terminal) {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(terminal), "end-by-signal"));
        } catch (IllegalStateException e) {
            // A signal came before this: the JVM is ending, with its exit code, and nothing was made yet.
            underWay = true;
            stayIfUnderWay();
        }
    }

    /** Ends this JVM because it is done. */
    public static void exit(int code) {
        stayIfUnderWay();
        regular = true;
        System.exit(code);
    }

    private static void end(Terminal terminal) {
        if (regular) {
            return;
        }
        // A file that is being written gets whole; after that nobody starts another one.
        synchronized (LOCK) {
            underWay = true;
        }
        Offspring.endAll();
        terminal.last("posixwait: ended by a signal before it was done; what it had started is ended, too");
    }

    /** Does what must not be cut in two; never returns if this JVM is being ended. */
    static void uncut(Step step) throws IOException {
        synchronized (LOCK) {
            stayIfUnderWay();
            step.run();
        }
    }

    /** Waits for the end of this JVM if that has begun: whatever went wrong meanwhile went wrong because of it. */
    public static void stayIfUnderWay() {
        while (underWay) {
            LockSupport.park(LOCK);
        }
    }

    /**
     * Waits for the end of this JVM if a JVM that it started was ended by a signal that went to both: the keyboard sends it to
     * the whole group, and who sees it first is chance.
     *
     * @param exitCode of that JVM
     */
    static void stayIfSignalled(int exitCode) {
        long start = System.nanoTime();
        while (exitCode > SIGNALLED && System.nanoTime() - start < UNTIL_THE_SIGNAL_IS_HERE_TOO.toNanos()) {
            stayIfUnderWay();
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }
}
