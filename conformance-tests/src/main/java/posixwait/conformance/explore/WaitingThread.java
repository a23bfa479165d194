package posixwait.conformance.explore;

import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import posixwait.conformance.Unresolved;
import posixwait.spi.Abi;
import posixwait.spi.RawSignalSet;
import posixwait.spi.SystemCalls;

/**
 * A thread that makes calls that may block, one after the other.
 *
 * <p>It starts with the mask of the thread that makes it, so {@code SIGCHLD} is blocked; one that is open unblocks it from
 * before each call until after it.
 */
final class WaitingThread {
    private final SystemCalls trusted;
    private final boolean open;
    private final SynchronousQueue<Supplier<Supplier<String>>> calls = new SynchronousQueue<>();
    private final Thread thread;
    private volatile int tid;

    /** What the call returned, in words once somebody asks; written by the thread, taken by the script's. */
    private volatile @Nullable Supplier<String> result;

    WaitingThread(SystemCalls trusted, String name, boolean open) {
        this.trusted = trusted;
        this.open = open;
        thread = new Thread(this::work, name);
        thread.setDaemon(true);
        thread.start();
        long start = System.nanoTime();
        while (tid == 0) {
            Asleep.pause(start, name + " does not begin");
        }
    }

    private void work() {
        tid = trusted.gettid();
        RawSignalSet all = new RawSignalSet();
        all.bits = RawSignalSet.ALL_BUT_FAULTS;
        trusted.pthreadSigmask(Abi.SIG_BLOCK, all, null);
        RawSignalSet sigchld = new RawSignalSet();
        sigchld.bits = 1L << (Abi.SIGCHLD - 1);
        while (true) {
            Supplier<Supplier<String>> call;
            try {
                call = calls.take();
            } catch (InterruptedException e) {
                return;
            }
            if (open) {
                // A signal that is pending is delivered here, before the call: it interrupts nothing.
                trusted.pthreadSigmask(Abi.SIG_UNBLOCK, sigchld, null);
            }
            Supplier<String> got = call.get();
            if (open) {
                trusted.pthreadSigmask(Abi.SIG_BLOCK, sigchld, null);
            }
            result = got;
        }
    }

    /** {@return its number} */
    int tid() {
        return tid;
    }

    /** Makes a call there; {@return what it returned; empty if it blocks} */
    Optional<String> call(Supplier<Supplier<String>> call) {
        result = null;
        try {
            calls.put(call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unresolved("interrupted", e);
        }
        return settled();
    }

    /** Waits until the call has returned, or sleeps; {@return what it returned} */
    Optional<String> settled() {
        long start = System.nanoTime();
        while (true) {
            Supplier<String> got = result;
            if (got != null) {
                return Optional.of(got.get());
            } else if (Asleep.inWait(tid)) {
                return Optional.empty();
            }
            Asleep.pause(start, thread.getName() + " neither returns from its wait nor sleeps in it");
        }
    }

    /** Waits until the call has returned: no child is left. */
    void awaitReturn() {
        long start = System.nanoTime();
        while (result == null) {
            Asleep.pause(start, thread.getName() + " does not return from its wait although no child is left");
        }
    }
}
