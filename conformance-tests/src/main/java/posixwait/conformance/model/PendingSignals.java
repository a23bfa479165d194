package posixwait.conformance.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;

/** The signals that wait to be delivered to a process or to one thread of it: a real-time signal as often as it was sent. */
final class PendingSignals {
    private final Map<Integer, Deque<SignalInfo>> infos = new HashMap<>();
    private long bits;

    /**
     * {@return which of several pending signals may be taken next}: of real-time signals the lowest (sigtimedwait()), and any
     * other; first that which Linux takes.
     *
     * @param signals bit {@code n - 1} for signal {@code n}, at least one
     */
    static List<Integer> nextOf(long signals) {
        List<Integer> next = new ArrayList<>();
        long left = signals;
        while (left != 0 && (next.isEmpty() || next.get(next.size() - 1) < Abi.KERNEL_SIGRTMIN)) {
            next.add(Long.numberOfTrailingZeros(left) + 1);
            left &= left - 1;
        }
        return next;
    }

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

    /** Drops what was sent about a child. */
    void dropOf(int signal, int pid) {
        Deque<SignalInfo> sent = infos.get(signal);
        if (sent != null && sent.removeIf(info -> info.pid() == pid) && sent.isEmpty()) {
            drop(ModelProcess.bit(signal));
        }
    }

    void drop(long signals) {
        bits &= ~signals;
        infos.keySet().removeIf(signal -> !has(signal));
    }
}
