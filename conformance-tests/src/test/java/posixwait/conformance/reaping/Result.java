package posixwait.conformance.reaping;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import posixwait.Fate;
import posixwait.Registration;
import posixwait.StatusLost;
import posixwait.WaitStatus;

/**
 * What a registration came to.
 *
 * @param kind what kind of result
 * @param fate the fate that was told
 * @param failure why there is none
 */
record Result(Kind kind, @Nullable Fate fate, @Nullable Throwable failure) {
    enum Kind {
        STATUS,
        LOST,
        HANDED_BACK,
        FAILED,
        /** Nobody was told anything, and nobody is left who could. */
        NOTHING
    }

    static Result of(Registration registration) {
        CompletableFuture<Fate> future = registration.fate();
        if (!future.isDone()) {
            return new Result(Kind.NOTHING, null, null);
        } else if (future.isCancelled()) {
            return new Result(Kind.HANDED_BACK, null, null);
        } else if (future.isCompletedExceptionally()) {
            return new Result(
                    Kind.FAILED, null, future.handle((fate, failure) -> failure).getNow(null));
        }
        Fate fate = future.getNow(null);
        return new Result(fate instanceof WaitStatus ? Kind.STATUS : Kind.LOST, fate, null);
    }

    StatusLost.Reason reason() {
        return ((StatusLost) Objects.requireNonNull(fate)).reason();
    }

    @Override
    public String toString() {
        return kind + (fate == null ? "" : " " + fate) + (failure == null ? "" : " " + failure);
    }
}
