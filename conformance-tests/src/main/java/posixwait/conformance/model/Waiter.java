package posixwait.conformance.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A thread of a process in a call that waits. The kernel answers it, at once or when something happens. */
public final class Waiter {
    private final ModelProcess caller;
    private final WaitRequest request;
    private @Nullable Answer answer;

    Waiter(ModelProcess caller, WaitRequest request) {
        this.caller = caller;
        this.request = request;
    }

    ModelProcess caller() {
        return caller;
    }

    WaitRequest request() {
        return request;
    }

    void wake(Answer with) {
        answer = with;
    }

    /** {@return what the call returned; empty while it blocks} */
    public Optional<Answer> answer() {
        return Optional.ofNullable(answer);
    }
}
