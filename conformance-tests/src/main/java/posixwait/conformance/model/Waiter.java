package posixwait.conformance.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A thread of a process in a call that waits. The kernel answers it, at once or when something happens. */
public final class Waiter {
    private final ModelThread thread;
    private final boolean forWord;
    private final WaitRequest request;
    private @Nullable Answer answer;

    Waiter(ModelThread thread, boolean forWord, WaitRequest request) {
        this.thread = thread;
        this.forWord = forWord;
        this.request = request;
    }

    ModelThread thread() {
        return thread;
    }

    ModelProcess caller() {
        return thread.process();
    }

    /** {@return whether it is to be answered with a status word} */
    boolean isForWord() {
        return forWord;
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
