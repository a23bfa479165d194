package posixwait.smoke;

import java.util.ServiceLoader;
import posixwait.spi.BackendProvider;
import posixwait.spi.BackendUnavailableException;

/** Opens every backend there is, twice, and prints what came of it. */
public final class OpenBackends {
    private OpenBackends() {}

    /** Takes no arguments. */
    public static void main(String... args) {
        for (BackendProvider provider : ServiceLoader.load(BackendProvider.class)) {
            for (int i = 0; i < 2; i++) {
                try {
                    System.out.println(
                            provider.name() + ": pid " + provider.open().getpid());
                } catch (BackendUnavailableException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }
}
