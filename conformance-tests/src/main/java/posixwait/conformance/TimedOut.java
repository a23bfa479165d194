package posixwait.conformance;

import org.jspecify.annotations.Nullable;

/** A test did not end in its time; the watchdog killed the children it may have waited for. */
public final class TimedOut extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TimedOut(long seconds, @Nullable Throwable thenThrown) {
        super("still blocked after " + seconds + " s; its children were killed to free it");
        if (thenThrown != null) {
            addSuppressed(thenThrown);
        }
    }
}
