package posixwait.conformance.model;

import java.util.OptionalInt;
import java.util.function.Supplier;
import posixwait.spi.Abi;

/** A thread in a call that blocks, other than a wait for a child. The kernel tries the call again whenever something happens. */
public final class BlockedCall {
    private final ModelThread thread;
    private final int number;
    private final boolean restarts;
    private final Supplier<OptionalInt> attempt;
    private OptionalInt result = OptionalInt.empty();

    BlockedCall(ModelThread thread, int number, boolean restarts, Supplier<OptionalInt> attempt) {
        this.thread = thread;
        this.number = number;
        this.restarts = restarts;
        this.attempt = attempt;
    }

    ModelThread thread() {
        return thread;
    }

    int number() {
        return number;
    }

    /** Tries the call; {@return whether it has returned} */
    boolean tryNow() {
        if (result.isEmpty()) {
            result = attempt.get();
        }
        return result.isPresent();
    }

    /** A handler ran in the thread; {@return whether the call has returned} */
    boolean interrupt(boolean restart) {
        if (result.isEmpty() && !(restarts && restart)) {
            result = OptionalInt.of(-Abi.EINTR);
        }
        return result.isPresent();
    }

    /** {@return what the call returned; empty while it blocks} */
    public OptionalInt result() {
        return result;
    }
}
