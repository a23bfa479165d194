package posixwait;

import org.jspecify.annotations.Nullable;

/**
 * A {@link Reaper} cannot do what it was asked, because it was closed or its thread died.
 *
 * <p>In the second case {@link #getCause} says of what. Children it had are then nobody's: wait for them otherwise.
 */
public final class ReaperClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    ReaperClosedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
