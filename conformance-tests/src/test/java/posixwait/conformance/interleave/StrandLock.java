package posixwait.conformance.interleave;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Stands in for a {@link ReentrantLock}, and for a monitor. */
public final class StrandLock extends ReentrantLock {
    private static final long serialVersionUID = 1;

    private final int object = Steps.run().newObject();
    private transient @Nullable Strand owner;
    private int holds;
    private int releasedBy = -1;

    /** Makes one that nobody holds. */
    public StrandLock() {}

    @Override
    public void lock() {
        Strand running = Steps.run().running();
        if (running == null || owner == running) {
            holds++;
            return;
        }
        Steps.await("lock", () -> owner == null);
        take(running);
    }

    private void take(Strand running) {
        owner = running;
        holds = 1;
        running.locks++;
        Steps.run().acquired(object, releasedBy);
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        StrandThread.throwIfInterrupted();
        Strand running = Steps.run().running();
        if (running == null || owner == running) {
            holds++;
            return;
        }
        Run run = Steps.run();
        run.await("lock", () -> owner == null, Strand.NEVER, true);
        StrandThread.throwIfInterrupted();
        take(running);
    }

    @Override
    public void unlock() {
        Strand running = Steps.run().running();
        if (running != null && owner != running) {
            throw new IllegalMonitorStateException();
        }
        if (--holds == 0 && running != null) {
            release(running);
        }
    }

    private void release(Strand running) {
        owner = null;
        running.locks--;
        releasedBy = Steps.run().here();
    }

    @Override
    public Condition newCondition() {
        return new Waiting();
    }

    /** A strand that waits for a signal. */
    private static final class Waiter {
        private boolean signaled;
    }

    private final class Waiting implements Condition {
        private final int signals = Steps.run().newObject();
        private final List<Waiter> waiters = new ArrayList<>();

        @Override
        public void await() throws InterruptedException {
            sleep(Strand.NEVER);
        }

        @Override
        public long awaitNanos(long nanos) throws InterruptedException {
            long begun = Steps.nanoTime();
            long deadline = nanos > Long.MAX_VALUE - begun ? Strand.NEVER : begun + nanos;
            sleep(deadline);
            return deadline == Strand.NEVER ? Long.MAX_VALUE : deadline - Steps.nanoTime();
        }

        private void sleep(long deadline) throws InterruptedException {
            StrandThread.throwIfInterrupted();
            Run run = Steps.run();
            Strand running = Objects.requireNonNull(run.running());
            if (owner != running) {
                throw new IllegalMonitorStateException();
            }
            Waiter waiter = new Waiter();
            waiters.add(waiter);
            int held = holds;
            release(running);
            // Two steps: woken, it has to take the lock like everybody else.
            run.await("condition", () -> waiter.signaled, deadline, true);
            Steps.changes(signals);
            waiters.remove(waiter);
            boolean interrupted = !waiter.signaled && StrandThread.interruptedNow();
            Steps.await("lock", () -> owner == null);
            take(running);
            holds = held;
            if (interrupted) {
                StrandThread.throwIfInterrupted();
            }
        }

        @Override
        public void signal() {
            waiters.stream().filter(waiter -> !waiter.signaled).findFirst().ifPresent(this::wake);
        }

        @Override
        public void signalAll() {
            waiters.forEach(this::wake);
        }

        private void wake(Waiter waiter) {
            waiter.signaled = true;
            Steps.changes(signals);
        }

        @Override
        public boolean await(long time, TimeUnit unit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void awaitUninterruptibly() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean awaitUntil(Date deadline) {
            throw new UnsupportedOperationException();
        }
    }

    // In the place of the byte codes for monitors

    /** {@code monitorenter}. */
    public static void enter(Object monitor) {
        ((StrandLock) monitor).lock();
    }

    /** {@code monitorexit}. */
    public static void exit(Object monitor) {
        ((StrandLock) monitor).unlock();
    }
}
