package posixwait.cli.io;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Where progress is shown: the standard error. On a terminal one line is written over again and again; elsewhere, in a log,
 * a line now and then.
 */
public final class Terminal {
    private static final long LOG_EVERY = TimeUnit.SECONDS.toNanos(15);
    private static final int WIDTH = 79;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream err;
    private final boolean interactive;
    private boolean quiet;
    private boolean done;
    private long nextLog = System.nanoTime() + LOG_EVERY;

    /** Takes the standard error. */
    public Terminal(PrintStream err) {
        this.err = err;
        // A terminal that calls itself dumb does not know how to clear a line.
        this.interactive = isTerminal(2) && !"dumb".equals(System.getenv("TERM"));
    }

    /** Shows no progress from now on. */
    public synchronized void quieten() {
        quiet = true;
    }

    /** {@return whether a descriptor of this process is a terminal} */
    public static boolean isTerminal(int descriptor) {
        try {
            String file = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty") || file.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    /** Shows where the work is; the next line replaces this one. */
    public synchronized void now(String line) {
        if (quiet || done) {
            return;
        }
        if (interactive) {
            err.print(CLEAR_LINE + (line.length() > WIDTH ? line.substring(0, WIDTH) : line));
            err.flush();
        } else if (System.nanoTime() - nextLog > 0) {
            err.println(line);
            nextLog = System.nanoTime() + LOG_EVERY;
        }
    }

    /** {@return whether progress is not wanted} */
    public synchronized boolean isQuiet() {
        return quiet;
    }

    /** Writes a line that stays. */
    public synchronized void line(String line) {
        err.println((interactive ? CLEAR_LINE : "") + line);
        nextLog = System.nanoTime() + LOG_EVERY;
    }

    /** Writes the last line of all. */
    synchronized void last(String line) {
        line(line);
        done = true;
    }

    /** Removes what {@link #now} left. */
    public synchronized void clear() {
        if (interactive && !quiet && !done) {
            err.print(CLEAR_LINE);
            err.flush();
        }
    }
}
