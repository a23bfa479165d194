package posixwait.conformance.interleave;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What the program, and what stands in for its locks and its kernel, say to the run they are part of. */
public final class Steps {
    /** Objects from this number on, to {@link Run#FIRST_OBJECT}, are the caller's to give. */
    public static final int OBJECTS = 1 << 10;

    /** In the place of an argument: there is none. */
    static final long NONE = Long.MIN_VALUE;

    static @Nullable Run current;

    private Steps() {}

    static Run run() {
        Run run = current;
        if (run == null) {
            throw new IllegalStateException("no run is under way");
        }
        return run;
    }

    /** Makes a thread of the program, and starts it. */
    public static void strand(String name, Runnable code) {
        var unused = thread(name, code);
    }

    /** {@return a thread of the program, started} */
    public static Thread thread(String name, Runnable code) {
        StrandThread thread = new StrandThread(null, code, name, 0, false);
        thread.start();
        return thread;
    }

    /** Makes a thread that lets time pass early, at most so many times: when others could do something before. */
    public static void impatience(int times) {
        for (int i = 0; i < times; i++) {
            strand("time", () -> {
                step("passes");
                run().hurryTime();
            });
        }
    }

    /** The next step begins here: others may take theirs before it. */
    public static void step(String what) {
        run().await(what, Strand.ALWAYS, Strand.NEVER, false);
    }

    /** The next step begins here, and has an argument for who reads what happened. */
    public static void step(String what, long argument) {
        run().await(what, argument, Strand.ALWAYS, Strand.NEVER, false);
    }

    /** The next step begins here, when it can be taken. */
    public static void await(String what, BooleanSupplier ready) {
        run().await(what, ready, Strand.NEVER, false);
    }

    /** {@return whether the step can be taken; otherwise the clock has reached {@code deadline}} */
    public static boolean await(String what, BooleanSupplier ready, long deadline) {
        return run().await(what, ready, deadline, false);
    }

    /** This step looks at an object. */
    public static void reads(int object) {
        run().touch(object, false);
    }

    /** This step changes an object. */
    public static void changes(int object) {
        run().touch(object, true);
    }

    /** What the call returned that this step made; for who reads what happened. */
    public static void returns(int result) {
        run().returns(result);
    }

    /** {@return what stands in for {@link System#nanoTime}} */
    public static long nanoTime() {
        return run().now();
    }

    /** Fails where the running thread holds no lock: what is touched next is seen by all, and no step says so. */
    public static void requireLock() {
        Run run = current;
        if (run != null && run.running() != null && locksHeld() == 0) {
            throw new AssertionError("touched without a lock: what the reaper's lock guards");
        }
    }

    /** {@return how many locks the running thread holds} */
    public static int locksHeld() {
        Strand running = run().running();
        return running == null ? 0 : running.locks;
    }
}
