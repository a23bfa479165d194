package posixwait.ffm;

import java.util.Objects;
import posixwait.spi.Abi;
import posixwait.spi.BackendProvider;
import posixwait.spi.BackendUnavailableException;
import posixwait.spi.SystemCalls;

/** Finds the {@code ffm} backend; compiled for Java 17, so that there too it can say what it needs. */
public final class FfmBackendProvider implements BackendProvider {
    private final Runtime.Version java;

    /** Links nothing. */
    public FfmBackendProvider() {
        this(Runtime.version());
    }

    FfmBackendProvider(Runtime.Version java) {
        this.java = java;
    }

    @Override
    public String name() {
        return "ffm";
    }

    @Override
    public String binding() {
        return "ffm";
    }

    @Override
    public SystemCalls open() throws BackendUnavailableException {
        Abi.requireHost(name());
        if (java.feature() < 22) {
            throw new BackendUnavailableException(
                    name(), "needs Java 22 or later, this is " + java, "run it on one", null);
        }
        try {
            return new FfmSystemCalls();
        } catch (RuntimeException | Error e) {
            String reason = BackendUnavailableException.reason(e);
            throw new BackendUnavailableException(name(), reason, fix(reason), e);
        }
    }

    /** Goes by the text, since the second failure of a class initializer keeps nothing else of the first. */
    static String fix(String reason) {
        if (reason.contains("IllegalCallerException")) {
            return "start Java with --enable-native-access="
                    + Objects.requireNonNullElse(
                            FfmBackendProvider.class.getModule().getName(), "ALL-UNNAMED");
        }
        if (reason.contains("the C library has no")) {
            return "use a C library that has it: glibc 2.26 or later, or musl 1.2 or later";
        }
        return "use a Java with the foreign function linker of this machine";
    }
}
