package posixwait.bench;

import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import posixwait.spi.SystemCalls;

/**
 * Kills a process or a group with one call, or closes a pipe that all wait for, from a thread of its own.
 *
 * <p>The instant of the release is taken just before that call and is the same for every child: a status that comes late
 * because others were served first is late, nothing is left out.
 */
final class Release {
    /** Until the reaping thread is asleep in its call, which nothing can tell from here. Only a late start, no barrier. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final IntSupplier act;
    private final String what;
    private final CountDownLatch go = new CountDownLatch(1);
    private final Thread thread = new Thread(this::go, "release");
    private volatile long at;
    private volatile int result;
    private volatile @Nullable UncheckedIOException failure;

    /**
     * Starts the thread, which waits.
     *
     * @param calls the calls of a backend
     * @param target what to kill: a pid, or a process group negated
     * @param signal with what
     */
    Release(SystemCalls calls, int target, int signal) {
        this(() -> calls.kill(target, signal), "kill(" + target + ", " + signal + ")");
    }

    /**
     * Starts the thread, which waits.
     *
     * @param act releases all children and returns 0 or {@code -errno}
     * @param what it is, for a failure
     */
    Release(IntSupplier act, String what) {
        this.act = act;
        this.what = what;
        thread.setDaemon(true);
        thread.start();
    }

    private void go() {
        try {
            go.await();
        } catch (InterruptedException e) {
            return; // cancelled
        }
        LockSupport.parkNanos(GRACE_NANOS);
        at = System.nanoTime();
        try {
            result = act.getAsInt();
        } catch (UncheckedIOException e) {
            failure = e;
        }
    }

    /** Lets the thread go to work; the caller blocks in its wait next. */
    void fire() {
        go.countDown();
    }

    /** Ends the thread, if it still waits. */
    void cancel() {
        thread.interrupt();
    }

    /** {@return when the release was, as {@link System#nanoTime} has it} */
    long instant() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        if (failure != null) {
            throw new IllegalStateException(what, failure);
        }
        if (result != 0) {
            throw new IllegalStateException(what + ": errno " + -result);
        }
        return at;
    }
}
