package posixwait;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A child that a {@link Reaper} waits for.
 *
 * <p>It need not be kept: the reaper reaps the child whether anybody holds this or not. Safe for use by many threads.
 */
public final class Registration {
    static final int NOT_SWEPT = -1;

    // Written under the lock of the reaper.
    long token;
    int sweepIndex = NOT_SWEPT;
    int pidfd = Pidfd.NONE;
    boolean sharesPidfd;
    boolean over;

    final Watch watch;
    final Integer key;
    private final Reaper reaper;
    private final Child child;
    private final CompletableFuture<Fate> done = new CompletableFuture<>();
    private volatile Strategy strategy = Strategy.PIDFD;

    /** What became of the child, from when it was reaped until that is told. */
    private @Nullable Fate found;

    private @Nullable ResourceUsage usage;

    Registration(Reaper reaper, Child child, Watch watch) {
        this.reaper = reaper;
        this.child = child;
        this.watch = watch;
        this.key = child.pid();
    }

    /** {@return the pid; another process may have it once the child is reaped} */
    public int pid() {
        return child.pid();
    }

    /** {@return the child} */
    public Child child() {
        return child;
    }

    /** {@return how the reaper learns of the end of the child, and why so} */
    public Strategy strategy() {
        return strategy;
    }

    /**
     * {@return what becomes of the child}
     *
     * <p>The future is a copy: what is done to it changes nothing about the reap. It fails because of a
     * {@link CancellationException} after {@link #cancel} and {@link OnClose#HAND_BACK}, of a {@link ReaperClosedException} if
     * the reaper's thread died, of a {@link PosixException} if the child cannot be waited for.
     *
     * <p>What depends on it without an executor of its own runs on the reaper's thread, where every other child waits for it
     * to return: it must not block.
     */
    public CompletableFuture<Fate> fate() {
        // Not done.copy(), in which a cancellation is the cause of a failure.
        CompletableFuture<Fate> copy = new CompletableFuture<>();
        var unused = done.whenComplete((fate, failure) -> {
            if (failure == null) {
                copy.complete(fate);
            } else {
                copy.completeExceptionally(failure);
            }
        });
        return copy;
    }

    /**
     * Calls back when the child has ended; at once if it has.
     *
     * <p>If {@code executor} refuses the task or throws, the uncaught exception handler of the thread that tried is told, and
     * nothing else changes: the reaper goes on, and {@link #fate} still has the fate. What {@code action} throws is for the
     * executor to deal with. It is not called after {@link #cancel}.
     *
     * @param executor where {@code action} runs
     * @param action receives what became of the child
     */
    public void onEnd(Executor executor, Consumer<? super Fate> action) {
        var unused = done.thenAccept(fate -> hand(executor, () -> action.accept(fate)));
    }

    /**
     * Blocks until the child has ended and is reaped. A virtual thread does not pin its carrier.
     *
     * @return what became of it
     * @throws InterruptedException if the thread is interrupted; the child stays registered
     * @throws CancellationException after {@link #cancel} and {@link OnClose#HAND_BACK}
     * @throws ReaperClosedException if the reaper's thread died
     * @throws PosixException if the child cannot be waited for
     * @throws IllegalStateException on the reaper's own thread, which would wait for itself
     */
    public Fate await() throws InterruptedException {
        requireOtherThread();
        try {
            return done.get();
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    /**
     * Blocks until the child has ended and is reaped, but no longer than {@code timeout}. Nothing is polled.
     *
     * @param timeout how long at the most; zero or less looks once
     * @return what became of it; empty if it still runs
     * @throws InterruptedException if the thread is interrupted; the child stays registered
     * @throws CancellationException as {@link #await()}
     * @throws ReaperClosedException as {@link #await()}
     * @throws PosixException as {@link #await()}
     * @throws IllegalStateException as {@link #await()}
     */
    public Optional<Fate> await(Duration timeout) throws InterruptedException {
        requireOtherThread();
        try {
            return Optional.of(done.get(Deadline.nanos(timeout), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private void requireOtherThread() {
        if (!done.isDone() && reaper.isOwnThread()) {
            throw new IllegalStateException("the reaper's thread would wait for itself; use fate() or onEnd");
        }
    }

    private static RuntimeException failure(ExecutionException e) {
        return (RuntimeException) Objects.requireNonNull(e.getCause());
    }

    /**
     * {@return the resources the child had used}
     *
     * <p>Empty until it is reaped; if they were not {@linkplain Watch#withUsage asked for}; if the status is lost; and if
     * other code reaped the child through its {@link Child}.
     */
    public Optional<ResourceUsage> usage() {
        // done was completed after usage was written.
        return done.isDone() ? Optional.ofNullable(usage) : Optional.empty();
    }

    /**
     * Signals the child, never another process that got its pid: see {@link Child#send}.
     *
     * @param signal what to send
     * @return whether it was sent; {@code false} if the child was reaped
     * @throws PosixException {@link Errno#EPERM} if the child runs as another user; {@link Errno#EINVAL} for a signal above
     *     64
     */
    public boolean send(Signal signal) {
        return child.send(signal);
    }

    /**
     * Hands the child back: the reaper forgets it, and it is the caller's to wait for.
     *
     * @return whether it was handed back; {@code false} if it was reaped before, or handed back already
     */
    public boolean cancel() {
        return reaper.cancel(this);
    }

    /** {@return the pid and what became of the child, or how its end will be learnt} */
    @Override
    public String toString() {
        return child + (done.isDone() ? "" : ", waited for by " + strategy);
    }

    // For the reaper

    void use(Strategy chosen) {
        strategy = chosen;
    }

    void found(Fate fate, @Nullable ResourceUsage used) {
        found = fate;
        usage = used;
    }

    /** Tells everybody; without the lock of the reaper, since what depends on it runs here. */
    void tell() {
        done.complete(found);
    }

    void tell(RuntimeException failure) {
        done.completeExceptionally(failure);
    }

    void tellHandedBack() {
        done.cancel(false);
    }

    /** Tells who watches for stops. */
    void tellChange(WaitStatus status) {
        StateChange change = new StateChange(pid(), status);
        Consumer<? super StateChange> action = Objects.requireNonNull(watch.action);
        hand(Objects.requireNonNull(watch.executor), () -> action.accept(change));
    }

    private static void hand(Executor executor, Runnable task) {
        try {
            executor.execute(task);
        } catch (RuntimeException | Error e) {
            report(e);
        }
    }

    private static void report(Throwable thrown) {
        Thread current = Thread.currentThread();
        try {
            current.getUncaughtExceptionHandler().uncaughtException(current, thrown);
        } catch (RuntimeException | Error e) {
            // Ignored, as the JVM ignores what the handler throws: the other children are not to suffer from it.
        }
    }
}
