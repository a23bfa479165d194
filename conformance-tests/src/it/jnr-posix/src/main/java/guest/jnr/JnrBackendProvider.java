package guest.jnr;

import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import posixwait.spi.BackendProvider;
import posixwait.spi.BackendUnavailableException;
import posixwait.spi.SystemCalls;

/** Finds the {@code jnr} backend. */
public final class JnrBackendProvider implements BackendProvider {
    @Override
    public String name() {
        return "jnr";
    }

    @Override
    public String binding() {
        return "jnr-posix";
    }

    @Override
    public SystemCalls open() throws BackendUnavailableException {
        POSIX posix = POSIXFactory.getPOSIX();
        // Without its native library jnr-posix goes on in Java alone, where each call fails later.
        if (!posix.isNative()) {
            throw new BackendUnavailableException(
                    "jnr", "jnr-posix found no native library", "put jffi's native jar on the class path", null);
        }
        return new JnrSystemCalls(posix);
    }
}
