package posixwait.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that do their parts of a round at the same instant, round after round.
 *
 * <p>A barrier that wakes sleeping threads lets the first of them win every time; these spin for each other.
 *
 * @param <T> what a part returns
 */
public final class Contest<T> implements AutoCloseable {
    private static final int SPINS_BEFORE_YIELDING = 2_000;

    private final AtomicInteger arrived = new AtomicInteger();
    private final List<Contender> contenders = new ArrayList<>();

    /**
     * Starts the threads.
     *
     * @param kit the test's
     * @param size how many
     */
    public Contest(Kit kit, int size) {
        for (int i = 0; i < size; i++) {
            contenders.add(new Contender(kit.threads()));
        }
    }

    /** {@return the thread id of one of the threads} */
    public int tid(int contender) {
        return contenders.get(contender).thread.tid();
    }

    /**
     * Has each thread do its part; blocks until all are done.
     *
     * @param parts one for each thread
     * @return what they returned, in their order
     */
    @SafeVarargs
    public final List<T> round(Callable<T>... parts) {
        if (parts.length != contenders.size()) {
            throw new IllegalArgumentException(parts.length + " parts for " + contenders.size() + " threads");
        }
        arrived.set(0);
        List<CompletableFuture<T>> results = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            results.add(contenders.get(i).hand(parts[i]));
        }
        return results.stream().map(Contest::join).toList();
    }

    private static <T> T join(CompletableFuture<T> result) {
        try {
            return result.get(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("a thread is still blocked after " + Waiting.LIMIT.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new Unresolved("a thread failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unresolved("interrupted", e);
        }
    }

    /** Lets the threads end. */
    @Override
    public void close() {
        contenders.forEach(Contender::dismiss);
    }

    /** A part, and where its result goes. */
    private record Order<T>(Callable<T> part, CompletableFuture<T> result) {}

    private final class Contender {
        /** Empty: no more rounds. */
        private final BlockingQueue<Optional<Order<T>>> orders = new ArrayBlockingQueue<>(2);

        private final Threads.Running<Integer> thread;

        Contender(Threads threads) {
            thread = threads.start(this::serve);
        }

        CompletableFuture<T> hand(Callable<T> part) {
            Order<T> order = new Order<>(part, new CompletableFuture<>());
            orders.add(Optional.of(order));
            return order.result();
        }

        void dismiss() {
            // A queue that is full belongs to a thread that is stuck: the kit reports that.
            if (!orders.offer(Optional.empty())) {
                throw new IllegalStateException("a thread of the contest is stuck");
            }
        }

        int serve() throws InterruptedException {
            int rounds = 0;
            for (Optional<Order<T>> next = orders.take(); next.isPresent(); next = orders.take()) {
                Order<T> order = next.get();
                awaitTheOthers();
                try {
                    order.result().complete(order.part().call());
                } catch (Throwable t) {
                    order.result().completeExceptionally(t);
                }
                rounds++;
            }
            return rounds;
        }

        // Yielding is right here: with fewer processors than threads somebody must let the last of them arrive.
        @SuppressWarnings("ThreadPriorityCheck")
        private void awaitTheOthers() {
            arrived.incrementAndGet();
            for (int spins = 0; arrived.get() < contenders.size(); spins++) {
                if (spins < SPINS_BEFORE_YIELDING) {
                    Thread.onSpinWait();
                } else {
                    Thread.yield();
                }
            }
        }
    }
}
