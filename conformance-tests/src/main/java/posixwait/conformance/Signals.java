package posixwait.conformance;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import posixwait.Errno;
import posixwait.Signal;
import posixwait.spi.Abi;
import posixwait.spi.RawSigaction;
import posixwait.spi.RawSignalSet;
import posixwait.spi.SystemCalls;

/**
 * Changes dispositions of the process and the mask of the test's thread, and puts both back after the test.
 *
 * <p>Java cannot be a signal handler. {@code abs} of the C library can: it takes the signal number, is safe in a handler and
 * does nothing.
 */
public final class Signals {
    private static final String HARMLESS_HANDLER = "abs";

    static {
        // Newer JDKs set SIGCHLD to its default when the environment is first read. Read now, it cannot undo in
        // the middle of a test what the test has set.
        System.getenv();
    }

    private final SystemCalls calls;
    private final Map<Integer, RawSigaction> before = new HashMap<>();
    private final Deque<RawSignalSet> masks = new ArrayDeque<>();
    private final RawSignalSet blocked = new RawSignalSet();

    Signals(SystemCalls calls) {
        this.calls = calls;
    }

    /** Ignores a signal. */
    public void ignore(Signal signal) {
        install(signal, Abi.SIG_IGN, 0);
    }

    /** Gives a signal its default action, with {@code SA_} flags. */
    public void byDefault(Signal signal, int flags) {
        install(signal, Abi.SIG_DFL, flags);
    }

    /** Catches a signal with a handler that does nothing, with {@code SA_} flags such as {@link Abi#SA_RESTART}. */
    public void handle(Signal signal, int flags) {
        long handler = calls.dlsym(HARMLESS_HANDLER);
        if (handler < 0) {
            throw Unsupported.because("dlsym(" + HARMLESS_HANDLER + "): " + new Errno((int) -handler));
        }
        install(signal, handler, flags);
    }

    private void install(Signal signal, long handler, int flags) {
        RawSigaction action = new RawSigaction();
        action.handler = handler;
        action.flags = flags;
        RawSigaction old = new RawSigaction();
        int result = calls.sigaction(signal.number(), action, old);
        if (result < 0) {
            throw new Unresolved("sigaction(" + signal + "): " + new Errno(-result));
        }
        before.putIfAbsent(signal.number(), old);
    }

    /** {@return the disposition of a signal} */
    public RawSigaction disposition(Signal signal) {
        RawSigaction current = new RawSigaction();
        int result = calls.sigaction(signal.number(), null, current);
        if (result < 0) {
            throw new Unresolved("sigaction(" + signal + "): " + new Errno(-result));
        }
        return current;
    }

    /** Blocks signals in the calling thread; the test's own thread gets its mask back after the test. */
    public void block(Signal... signals) {
        RawSignalSet set = new RawSignalSet();
        set.bits = bits(signals);
        RawSignalSet old = new RawSignalSet();
        calls.pthreadSigmask(Abi.SIG_BLOCK, set, old);
        masks.push(old);
        blocked.bits |= set.bits & ~old.bits;
    }

    /** {@return a set of these signals} */
    public static RawSignalSet set(Signal... signals) {
        RawSignalSet set = new RawSignalSet();
        set.bits = bits(signals);
        return set;
    }

    /** {@return the bits of these signals: bit {@code n - 1} for signal {@code n}} */
    public static long bits(Signal... signals) {
        long bits = 0;
        for (Signal signal : signals) {
            bits |= 1L << (signal.number() - 1);
        }
        return bits;
    }

    /** Puts everything back. On the test's own thread. */
    void restore() {
        // A test that failed before it took what it sent would end this JVM with it.
        while (blocked.bits != 0 && calls.sigtimedwait(blocked, null, 0) > 0) {}
        blocked.bits = 0;
        before.forEach((signal, action) -> calls.sigaction(signal, action, null));
        before.clear();
        while (!masks.isEmpty()) {
            calls.pthreadSigmask(Abi.SIG_SETMASK, masks.pop(), null);
        }
    }
}
