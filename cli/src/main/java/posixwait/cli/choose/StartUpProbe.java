package posixwait.cli.choose;

import posixwait.Backend;
import posixwait.Backends;
import posixwait.BareChild;
import posixwait.Child;
import posixwait.cli.io.StandardOutput;
import posixwait.spi.BackendUnavailableException;

/** Opens a backend, makes a child, reaps it, and says so: what a cold program does. */
public final class StartUpProbe {
    /** What it says as soon as the status is in hand. */
    static final String IN_HAND = "posixwait-status-in-hand";

    private StartUpProbe() {}

    /**
     * Does it.
     *
     * @param arguments the name of the backend
     */
    public static void main(String[] arguments) throws BackendUnavailableException {
        Backend backend = Backends.open(arguments[0]);
        StandardOutput out = new StandardOutput();
        try (Child child = BareChild.exiting(backend, 0)) {
            child.await();
            out.println(IN_HAND);
            out.finish();
        }
    }
}
