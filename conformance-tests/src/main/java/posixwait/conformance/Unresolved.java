package posixwait.conformance;

import org.jspecify.annotations.Nullable;

/** The situation that a requirement speaks of could not be set up, so nothing is known of the requirement. */
public final class Unresolved extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * States what went wrong.
     *
     * @param what what was to be set up, and what happened
     */
    public Unresolved(String what) {
        this(what, null);
    }

    /**
     * States what went wrong.
     *
     * @param what what was to be set up, and what happened
     * @param cause what was caught
     */
    public Unresolved(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}
