package posixwait.conformance.model;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The signals that wait to be delivered to a process or to one thread of it, each at most once. */
final class PendingSignals {
    private final Map<Integer, SignalInfo> infos = new HashMap<>();
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
        infos.put(info.signal(), info);
    }

    /** {@return what a pending signal tells: the first that was not merged; {@code null} if it is not pending} */
    @Nullable SignalInfo info(int signal) {
        return infos.get(signal);
    }

    @Nullable SignalInfo take(int signal) {
        bits &= ~ModelProcess.bit(signal);
        return infos.remove(signal);
    }

    void drop(long signals) {
        bits &= ~signals;
        infos.keySet().removeIf(signal -> !has(signal));
    }
}
