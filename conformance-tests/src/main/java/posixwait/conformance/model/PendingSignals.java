package posixwait.conformance.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The signals that wait to be delivered to a process or to one thread of it: a real-time signal as often as it was sent. */
final class PendingSignals {
    private final Map<Integer, Deque<SignalInfo>> infos = new HashMap<>();
    private long bits;

    /** {@return bit {@code n - 1} for signal {@code n}} */
    long bits() {
        return bits;
    }

    boolean has(int signal) {
        return (bits & ModelProcess.bit(signal)) != 0;
    }

    void add(SignalInfo info) {
        bits |= ModelProcess.bit(info.signal());
        infos.computeIfAbsent(info.signal(), signal -> new ArrayDeque<>()).add(info);
    }

    /** {@return what a pending signal tells: the first that was not merged; {@code null} if it is not pending} */
    @Nullable SignalInfo info(int signal) {
        Deque<SignalInfo> sent = infos.get(signal);
        return sent == null ? null : sent.peek();
    }

    @Nullable SignalInfo take(int signal) {
        Deque<SignalInfo> sent = infos.get(signal);
        if (sent == null) {
            return null;
        }
        SignalInfo first = sent.remove();
        if (sent.isEmpty()) {
            drop(ModelProcess.bit(signal));
        }
        return first;
    }

    void drop(long signals) {
        bits &= ~signals;
        infos.keySet().removeIf(signal -> !has(signal));
    }
}
