package posixwait.conformance.interleave;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A thread of the program. It runs only while it is chosen, and leaves where its next step begins. */
final class Strand {
    static final BooleanSupplier ALWAYS = () -> true;
    static final long NEVER = Long.MAX_VALUE;
    private static final int INTERRUPTIONS = Run.CLOCK + 1;
    private static final int ENDS = INTERRUPTIONS + Long.SIZE;

    final int id;
    final String name;
    private final Coroutine coroutine;
    boolean started;

    /** What it does next, when it can, and until when it waits for that. */
    String next = "begins";

    long argument;

    BooleanSupplier ready = ALWAYS;
    long deadline = NEVER;
    boolean interruptible;
    boolean interrupted;

    /** The step that started it, until it begins. */
    int causedBy = -1;

    int locks;
    int objects;

    @Nullable Thread thread;

    private @Nullable Throwable thrown;

    Strand(int id, String name, Runnable code) {
        this.id = id;
        this.name = name;
        this.coroutine = new Coroutine(() -> {
            try {
                code.run();
            } catch (RuntimeException | Error e) {
                thrown = e;
            }
        });
    }

    /** {@return the number of the flag that it is interrupted, as an object that steps touch} */
    int interruption() {
        return INTERRUPTIONS + id;
    }

    /** {@return the number of its end, as an object that steps touch} */
    int end() {
        return ENDS + id;
    }

    /** Takes one step; what the code throws in the end comes out here. */
    void goOn() {
        coroutine.goOn();
        if (thrown instanceof RuntimeException e) {
            throw e;
        } else if (thrown instanceof Error e) {
            throw e;
        }
    }

    boolean canGoOn(long now) {
        return started
                && !coroutine.hasEnded()
                && (deadline <= now || (interruptible && interrupted) || ready.getAsBoolean());
    }

    boolean hasEnded() {
        return coroutine.hasEnded();
    }
}
