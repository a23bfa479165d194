package posixwait.conformance.interleave;

import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Stands in for a {@link Thread}: has its identity, and a strand that does its work. It is never started as a thread. */
public final class StrandThread extends Thread {
    private static final Pattern NUMBER = Pattern.compile("-[0-9]+$");

    private final Strand strand;

    /** As the constructor of {@link Thread}. */
    public StrandThread(
            @Nullable ThreadGroup group, Runnable code, String name, long stackSize, boolean inheritThreadLocals) {
        super(group, code, name, stackSize, inheritThreadLocals);
        // Whatever number the name ends with: it counts what the JVM made, in all runs.
        strand = Steps.run().strand(NUMBER.matcher(name).replaceFirst(""), code);
        strand.thread = this;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // one strand runs at a time
    public void start() {
        Steps.step("starts strand", strand.id);
        if (strand.started) {
            throw new IllegalThreadStateException();
        }
        Steps.run().start(strand);
    }

    @Override
    public void interrupt() {
        if (Steps.run().running() != strand) {
            Steps.step("interrupts strand", strand.id);
        }
        Steps.changes(strand.interruption());
        strand.interrupted = true;
    }

    // In the place of the methods of Thread that are final or static

    /** {@link Thread#currentThread}. */
    public static Thread current() {
        Strand running = Steps.run().running();
        return running == null || running.thread == null ? Thread.currentThread() : running.thread;
    }

    /** {@link Thread#isAlive}. */
    public static boolean alive(Thread thread) {
        Strand strand = ((StrandThread) thread).strand;
        Steps.step("is alive strand", strand.id);
        Steps.reads(strand.end());
        return strand.started && !strand.hasEnded();
    }

    /** {@link Thread#join}. */
    public static void joined(Thread thread) throws InterruptedException {
        Strand strand = ((StrandThread) thread).strand;
        awaitInterruptibly("join", () -> !strand.started || strand.hasEnded(), Strand.NEVER);
        Steps.reads(strand.end());
    }

    /** Waits; {@return whether it is ready: if so, an interrupt is left for the next wait} */
    static boolean awaitInterruptibly(String what, BooleanSupplier ready, long deadline) throws InterruptedException {
        boolean isReady = Steps.run().await(what, ready, deadline, true);
        if (!isReady) {
            throwIfInterrupted();
        }
        return isReady;
    }

    static void throwIfInterrupted() throws InterruptedException {
        if (interruptedNow()) {
            Strand running = Objects.requireNonNull(Steps.run().running());
            Steps.changes(running.interruption());
            running.interrupted = false;
            throw new InterruptedException();
        }
    }

    static boolean interruptedNow() {
        Strand running = Steps.run().running();
        if (running == null) {
            return false;
        }
        Steps.reads(running.interruption());
        return running.interrupted;
    }
}
