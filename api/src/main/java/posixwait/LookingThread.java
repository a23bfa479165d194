package posixwait;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The thread that looks for adopted children until it is told to end. */
final class LookingThread {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final AdoptedChildren adopted;
    private final Consumer<? super AdoptedChild> reaped;
    private final CountDownLatch toEnd = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Throwable trouble;

    LookingThread(AdoptedChildren adopted, Consumer<? super AdoptedChild> reaped) {
        this.adopted = adopted;
        this.reaped = reaped;
        this.thread = new Thread(null, this::run, "posixwait-adopted-" + NUMBER.incrementAndGet(), 0, false);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            do {
                lookOnce();
            } while (!ended());
        } catch (Throwable e) {
            trouble = e;
            throw e;
        }
    }

    private boolean ended() {
        try {
            return toEnd.await(adopted.pause(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // Nobody was given this thread to interrupt it, and without it zombies pile up: only close() ends it.
            return false;
        }
    }

    private void lookOnce() {
        List<AdoptedChild> found;
        try {
            found = adopted.lookNow();
        } catch (RuntimeException e) {
            // Out of descriptors, say. What is there now will be there at the next look.
            trouble = e;
            return;
        }
        trouble = null;
        found.forEach(this::report);
    }

    // Whatever the receiver makes of one child, the others must reach it: nobody else has their statuses.
    private void report(AdoptedChild child) {
        try {
            reaped.accept(child);
        } catch (Throwable e) {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    Optional<Throwable> trouble() {
        return Optional.ofNullable(trouble);
    }

    void end() {
        toEnd.countDown();
        if (thread.equals(Thread.currentThread())) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
