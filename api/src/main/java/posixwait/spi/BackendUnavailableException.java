package posixwait.spi;

import org.jspecify.annotations.Nullable;

/** A backend cannot be opened in this JVM on this host. Says why, and what to do about it. */
public final class BackendUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The name of the backend. */
    private final String backend;

    /** What stands in the way. */
    private final String reason;

    /** What the user can do. */
    private final String fix;

    /**
     * States the refusal.
     *
     * @param backend the name of the backend
     * @param reason what stands in the way, one line
     * @param fix what the user can do, one line
     * @param cause what was caught, if anything
     */
    public BackendUnavailableException(String backend, String reason, String fix, @Nullable Throwable cause) {
        super(backend + ": " + reason + "; " + fix, cause);
        this.backend = backend;
        this.reason = reason;
        this.fix = fix;
    }

    /**
     * Puts what an {@code open} caught on one line.
     *
     * @param thrown what was caught
     * @return the class and message at the root of it: class initializers and loaders wrap the error that counts
     */
    public static String reason(Throwable thrown) {
        Throwable root = thrown;
        for (Throwable cause = root.getCause(); cause != null; cause = root.getCause()) {
            root = cause;
        }
        String message = String.valueOf(root.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
        return root.getClass().getSimpleName() + ": " + message;
    }

    /** {@return the name of the backend} */
    public String backend() {
        return backend;
    }

    /** {@return what stands in the way, one line} */
    public String reason() {
        return reason;
    }

    /** {@return what the user can do, one line} */
    public String fix() {
        return fix;
    }
}
