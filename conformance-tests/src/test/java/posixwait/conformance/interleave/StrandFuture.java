package posixwait.conformance.interleave;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Stands in for a {@link CompletableFuture}. */
public final class StrandFuture<T extends @Nullable Object> extends CompletableFuture<T> {
    private final int object = Steps.run().newObject();

    /** Makes one that is not done. */
    public StrandFuture() {}

    @Override
    public T get() throws InterruptedException, ExecutionException {
        StrandThread.awaitInterruptibly("future", super::isDone, Strand.NEVER);
        Steps.reads(object);
        return super.get();
    }

    @Override
    public T get(long time, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        long now = Steps.nanoTime();
        long nanos = unit.toNanos(time);
        long deadline = nanos > Long.MAX_VALUE - now ? Strand.NEVER : now + nanos;
        boolean done = StrandThread.awaitInterruptibly("future", super::isDone, deadline);
        Steps.reads(object);
        if (!done) {
            throw new TimeoutException();
        }
        return super.get();
    }

    @Override
    public boolean isDone() {
        Steps.reads(object);
        return super.isDone();
    }

    @Override
    public T getNow(T instead) {
        Steps.reads(object);
        return super.getNow(instead);
    }

    private void change(String what) {
        Steps.step(what);
        Steps.changes(object);
    }

    @Override
    public boolean complete(T value) {
        change("complete");
        return super.complete(value);
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        change("fail");
        return super.completeExceptionally(failure);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        change("cancel");
        return super.cancel(mayInterruptIfRunning);
    }

    @Override
    public CompletableFuture<T> whenComplete(BiConsumer<? super T, ? super @Nullable Throwable> action) {
        change("look at the future");
        return super.whenComplete(action);
    }

    @Override
    public CompletableFuture<Void> thenAccept(Consumer<? super T> action) {
        change("look at the future");
        return super.thenAccept(action);
    }
}
