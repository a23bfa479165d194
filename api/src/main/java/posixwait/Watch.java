package posixwait;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a {@link Reaper} shall look for in a child, besides its end. Immutable. */
public final class Watch {
    private static final Watch ENDS = new Watch(false, null, null);

    final boolean usage;
    final @Nullable Executor executor;
    final @Nullable Consumer<? super StateChange> action;

    private Watch(boolean usage, @Nullable Executor executor, @Nullable Consumer<? super StateChange> action) {
        this.usage = usage;
        this.executor = executor;
        this.action = action;
    }

    /** {@return to look for the end of the child only} */
    public static Watch ends() {
        return ENDS;
    }

    /**
     * {@return the same, and the resources the child used: see {@link Registration#usage}}
     *
     * <p>The same call measures and reaps: the kernel's {@code waitid}, or {@code wait4} where the backend has no such call. Where
     * it has neither, the child is not reaped and {@link Registration#fate} ends with {@link Errno#ENOSYS}: register it without
     * this.
     */
    public Watch withUsage() {
        return new Watch(true, executor, action);
    }

    /**
     * Also tells of stops and of going on.
     *
     * <p>No descriptor tells of these: such a child is asked at intervals (see {@link Strategy.Kind#SWEEP}), and a stop that
     * is over before it is asked is not seen, only that it went on. They are told in the order in which they happened,
     * and before the end; on an executor with more than one thread that order is lost.
     *
     * @param on where {@code what} runs
     * @param what receives each change, {@link WaitStatus.Stopped} or {@link WaitStatus.Continued}
     * @return the same with this
     */
    public Watch onStopAndContinue(Executor on, Consumer<? super StateChange> what) {
        return new Watch(usage, Objects.requireNonNull(on), Objects.requireNonNull(what));
    }

    boolean stops() {
        return action != null;
    }
}
