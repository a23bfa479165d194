package posixwait;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Reapers of fake children, on a clock that stands still.
 *
 * <p>An extension, to be registered as a field: after the test it closes them, and no descriptor may be left.
 */
final class Reapers implements AfterEachCallback {
    static final Duration LONG = Duration.ofHours(1);

    final FakeChildren children = new FakeChildren();
    final List<Registration> told = new ArrayList<>();
    private final List<Reaper> opened = new ArrayList<>();

    /** The reading of the clock of driven reapers. */
    long now = 1_000_000_000L;

    /** A reaper without a thread. */
    Reaper driven(OnClose onClose) {
        return open(new Reaper(children.backend(), onClose, true, () -> now));
    }

    Reaper driven() {
        return driven(OnClose.WAIT);
    }

    /** A reaper with a thread, which blocks where nothing has happened. */
    Reaper threaded(OnClose onClose) {
        children.blocking();
        return open(Reaper.open(children.backend(), onClose));
    }

    private Reaper open(Reaper reaper) {
        opened.add(reaper);
        return reaper;
    }

    Child child(int pid) {
        return Child.of(children.backend(), children.child(pid));
    }

    /** Reaps what has ended, once; {@return how many were reaped} */
    int drain(Reaper reaper) {
        return reaper.drain(Duration.ZERO, told::add);
    }

    /** {@return whether {@code reaper} sleeps when it has time: nothing is reported to it} */
    boolean sleeps(Reaper reaper) {
        boolean[] slept = {false};
        children.whenIdle(() -> slept[0] = true);
        reaper.drain(LONG, told::add);
        return slept[0];
    }

    /** {@return what the future was completed with} */
    static Fate fate(Registration registration) {
        CompletableFuture<Fate> fate = registration.fate();
        assertThat(fate).isDone();
        return fate.join();
    }

    /** {@return what the future failed with} */
    static Throwable failure(Registration registration) {
        CompletableFuture<Fate> fate = registration.fate();
        assertThat(fate).isCompletedExceptionally();
        return fate.handle((found, failure) -> failure).join();
    }

    /** Until {@code thread} waits for another one, with or without a limit, or has ended. */
    static void awaitWaiting(Thread thread) {
        Set<Thread.State> states =
                EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.TERMINATED);
        while (!states.contains(thread.getState())) {
            spin();
        }
    }

    /** Until {@code call} was made. */
    void awaitCall(String call) {
        while (children.made(call) == 0) {
            spin();
        }
    }

    private static void spin() {
        if (Thread.currentThread().isInterrupted()) {
            throw new AssertionError("it took too long");
        }
        Thread.onSpinWait();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        opened.forEach(reaper -> reaper.close(OnClose.HAND_BACK));
        assertThat(children.descriptors.open()).isEmpty();
    }
}
