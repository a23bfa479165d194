package posixwait.jna;

import com.sun.jna.Native;
import java.util.Objects;
import posixwait.spi.Abi;
import posixwait.spi.BackendProvider;
import posixwait.spi.BackendUnavailableException;
import posixwait.spi.SystemCalls;

/**
 * Finds the {@code jna} backend.
 *
 * @implNote The first {@code open} in a JVM has side effects that are JNA's: it runs {@code /sbin/ldconfig -p} as a
 *     {@link Process}, which has ended and been reaped when {@code open} returns ({@code -Djna.platform.library.path=DIR}
 *     spares that), and it reads the environment, upon which the JDK sets {@code SIGCHLD} to its default action.
 */
public final class JnaBackendProvider implements BackendProvider {
    /** Links nothing. */
    public JnaBackendProvider() {}

    @Override
    public String name() {
        return "jna";
    }

    @Override
    public String binding() {
        return "jna-direct";
    }

    @Override
    public SystemCalls open() throws BackendUnavailableException {
        Abi.requireHost(name());
        try {
            return new JnaSystemCalls();
        } catch (RuntimeException | Error e) {
            String reason = BackendUnavailableException.reason(e);
            throw new BackendUnavailableException(name(), reason, fix(reason), e);
        }
    }

    /** Goes by the text, since the second failure of a class initializer keeps nothing else of the first. */
    static String fix(String reason) {
        if (reason.contains("IllegalCallerException")) {
            return "start Java with --enable-native-access="
                    + Objects.requireNonNullElse(Native.class.getModule().getName(), "ALL-UNNAMED");
        }
        if (reason.contains("looking up function")) {
            return "use a C library that has it: glibc 2.26 or later, or musl 1.2 or later";
        }
        if (reason.contains("ClassNotFoundException: com.sun.jna")) {
            return "add net.java.dev.jna:jna, 5.19 or later, to the class path or the module path";
        }
        return "start Java with -Djna.tmpdir=DIR, a directory that may be written to and is not mounted noexec";
    }
}
