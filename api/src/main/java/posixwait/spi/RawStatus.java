package posixwait.spi;

/**
 * An {@code int} that a call stores through a pointer: a status word, a flag, a pidfd.
 *
 * <p>Owned and reused by the caller. A backend carries the value in before the call and out after it, so a call that
 * stores nothing leaves {@link #value} as it was.
 */
public final class RawStatus {
    /** The stored {@code int}. For {@code wait}, {@code waitpid}, {@code wait3} and {@code wait4} the status word. */
    public int value;

    /** Starts with 0 everywhere. */
    public RawStatus() {}
}
