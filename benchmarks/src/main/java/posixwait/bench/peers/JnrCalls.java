package posixwait.bench.peers;

import java.util.function.IntSupplier;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import org.jspecify.annotations.Nullable;
import posixwait.Backend;
import posixwait.spi.ForwardingSystemCalls;
import posixwait.spi.RawStatus;
import posixwait.spi.SystemCalls;

/**
 * The calls of jnr-posix: {@code wait} and {@code waitpid} are all it has. The others, which only prepare, are a backend's.
 *
 * <p>Fair, since it is the way with the least in between that jnr-posix offers: {@code getNativePOSIX}, without the
 * indirection of the lazy {@code getPOSIX} and without its fallbacks in Java; the same array for the status word every time,
 * as its callers may keep one; {@code errno()} only after a failure. Its status array is marked as going out only, so nothing
 * is copied in, and what is left of a call that finds nothing is not looked at.
 */
public final class JnrCalls extends ForwardingSystemCalls {
    private final POSIX posix = POSIXFactory.getNativePOSIX();
    private final int[] word = new int[1];

    private JnrCalls(SystemCalls others) {
        super(others);
    }

    /**
     * {@return a backend of that name, for one thread}
     *
     * @param name its name and binding
     * @param others what prepares and cleans up
     */
    public static Backend over(String name, Backend others) {
        return new Backend(name, name, new JnrCalls(others.calls()));
    }

    /**
     * Opens the library and nothing else.
     *
     * @param pid what to wait for
     * @param options how
     * @return a {@code waitpid} of it: what that returns, or its negated errno
     */
    public static IntSupplier waitpidAlone(int pid, int options) {
        POSIX posix = POSIXFactory.getNativePOSIX();
        int[] word = new int[1];
        return () -> {
            int result = posix.waitpid((long) pid, word, options);
            return result == -1 ? -posix.errno() : result;
        };
    }

    /** {@return the version of the library} */
    public static String version() {
        return Versions.of("jnr-posix");
    }

    @Override
    public int waitAny(@Nullable RawStatus status) {
        return told(posix.wait(word), status);
    }

    @Override
    public int waitpid(int pid, @Nullable RawStatus status, int options) {
        return told(posix.waitpid((long) pid, word, options), status);
    }

    private int told(int result, @Nullable RawStatus status) {
        if (result == -1) {
            return -posix.errno();
        }
        if (result > 0 && status != null) {
            status.value = word[0];
        }
        return result;
    }
}
