package posixwait;

import java.util.Objects;
import posixwait.spi.SystemCalls;

/**
 * An opened backend.
 *
 * @param name how users choose it, such as {@code ffm}
 * @param binding how it binds C symbols, such as {@code jna-direct}
 * @param calls the calls, safe for use by many threads
 */
public record Backend(String name, String binding, SystemCalls calls) {
    /** Rejects {@code null}. */
    public Backend {
        Objects.requireNonNull(name);
        Objects.requireNonNull(binding);
        Objects.requireNonNull(calls);
    }

    /** {@return the name and the binding where they differ} */
    @Override
    public String toString() {
        return name.equals(binding) ? name : name + " (" + binding + ")";
    }
}
