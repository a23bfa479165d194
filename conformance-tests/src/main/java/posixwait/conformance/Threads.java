package posixwait.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import posixwait.Errno;
import posixwait.Signal;
import posixwait.spi.Abi;
import posixwait.spi.SystemCalls;

/** Makes the threads of a test, tells when one is blocked in the kernel, and sees to it that none is left. */
public final class Threads {

    private final SystemCalls calls;
    private final List<Running<?>> started = new ArrayList<>();

    Threads(SystemCalls calls) {
        this.calls = calls;
    }

    /**
     * Runs {@code body} on a platform thread of its own.
     *
     * @param body what to run
     * @param <T> what it returns
     * @return the running thread
     */
    public <T> Running<T> start(Callable<T> body) {
        Running<T> running = new Running<>(body);
        synchronized (started) {
            started.add(running);
        }
        running.thread.start();
        running.awaitStart();
        return running;
    }

    /**
     * Runs {@code body}, which is to block, and waits until it is asleep in the kernel.
     *
     * @param body what to run
     * @param <T> what it returns
     * @return the running thread
     */
    public <T> Running<T> startBlocked(Callable<T> body) {
        Running<T> running = start(body);
        running.awaitBlocked();
        return running;
    }

    /** Waits until every thread of the test has ended; {@return the names of those that do not} */
    List<String> joinAll() {
        List<String> alive = new ArrayList<>();
        synchronized (started) {
            for (Running<?> running : started) {
                try {
                    running.thread.join(Waiting.LIMIT.toMillis());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                if (running.thread.isAlive()) {
                    alive.add(running.thread.getName());
                } else {
                    running.awaitLastSignal();
                }
            }
        }
        return alive;
    }

    /**
     * A thread of a test.
     *
     * @param <T> what it returns
     */
    public final class Running<T> {
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final CountDownLatch begun = new CountDownLatch(1);
        private final Thread thread;
        private volatile int tid;
        private volatile boolean inBody;
        private volatile @Nullable Signal lastSent;

        private Running(Callable<T> body) {
            thread = new Thread(() -> run(body), "requirement");
            thread.setDaemon(true);
        }

        private void run(Callable<T> body) {
            tid = calls.gettid();
            begun.countDown();
            inBody = true;
            try {
                result.complete(body.call());
            } catch (Throwable t) {
                result.completeExceptionally(t);
            }
        }

        private void awaitStart() {
            try {
                if (!begun.await(Waiting.LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new Unresolved("a thread did not start");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Unresolved("interrupted", e);
            }
        }

        /** {@return its thread id, for {@code tgkill}} */
        public int tid() {
            return tid;
        }

        /** {@return the thread} */
        public Thread thread() {
            return thread;
        }

        /** Sends a signal to this thread alone. */
        public void signal(Signal signal) {
            lastSent = signal;
            int result = calls.tgkill(calls.getpid(), tid, signal.number());
            if (result == -Abi.ENOSYS) {
                throw Unsupported.because("tgkill: ENOSYS");
            } else if (result < 0) {
                throw new Unresolved("tgkill(" + signal + "): " + new Errno(-result));
            }
        }

        /** {@return whether a signal that was sent to this thread alone waits to be taken by it} */
        public boolean isPending(Signal signal) {
            return Proc.status("self/task/" + tid, "SigPnd")
                    .filter(hex -> (Long.parseUnsignedLong(hex, 16) & Signals.bits(signal)) != 0)
                    .isPresent();
        }

        // For Java the thread has ended a moment before it has for the kernel. If it is not scheduled in that moment, a
        // signal is still pending when the action from before the test is put back, and that may be to end this JVM.
        private void awaitLastSignal() {
            Signal signal = lastSent;
            if (signal != null) {
                awaitTaken(signal);
            }
        }

        /** Blocks until the thread has taken a signal that was sent to it alone, or has ended. */
        public void awaitTaken(Signal signal) {
            Waiting.until("thread took " + signal, () -> !isPending(signal));
        }

        /** {@return whether it still runs} */
        public boolean isRunning() {
            return !result.isDone();
        }

        /**
         * Blocks until the thread sleeps inside a system call of the wait family, or has ended.
         *
         * <p>{@code /proc/self/task/TID/syscall} names the call it sleeps in, so a thread that merely waits for a lock on
         * its way there does not count.
         */
        public void awaitBlocked() {
            Waiting.until("thread sleeps in the kernel", () -> !isRunning() || (inBody && sleepsInWait()));
        }

        private boolean sleepsInWait() {
            return Proc.stat("self/task/" + tid)
                            .filter(f -> f.get(0).equals("S"))
                            .isPresent()
                    && WaitCalls.current(tid).isPresent();
        }

        /**
         * {@return what the thread returns; blocks until it does}
         *
         * @throws Unresolved if it does not end in time, or was interrupted
         */
        public T join() {
            try {
                return result.get(Waiting.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException runtime) {
                    throw runtime;
                } else if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw new Unresolved("the thread failed", e.getCause());
            } catch (TimeoutException e) {
                throw new AssertionError("the thread is still blocked after " + Waiting.LIMIT.toSeconds() + " s", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Unresolved("interrupted", e);
            }
        }
    }
}
