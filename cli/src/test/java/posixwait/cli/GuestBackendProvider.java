package posixwait.cli;

import java.util.ServiceLoader;
import posixwait.spi.BackendProvider;
import posixwait.spi.BackendUnavailableException;
import posixwait.spi.SystemCalls;

/** A backend as a third party would bring it: it borrows the calls of {@code jna}. */
public final class GuestBackendProvider implements BackendProvider {
    @Override
    public String name() {
        return "guest";
    }

    @Override
    public String binding() {
        return "borrowed";
    }

    @Override
    public SystemCalls open() throws BackendUnavailableException {
        for (BackendProvider provider : ServiceLoader.load(BackendProvider.class)) {
            if (provider.name().equals("jna")) {
                return provider.open();
            }
        }
        throw new BackendUnavailableException("guest", "there is no jna", "put it on the class path", null);
    }
}
