package posixwait.fakes.exploding;

import posixwait.spi.BackendProvider;
import posixwait.spi.SystemCalls;

/** A provider that cannot be instantiated. */
public final class ExplodingProvider implements BackendProvider {
    public ExplodingProvider() {
        throw new IllegalStateException("bang");
    }

    @Override
    public String name() {
        return "never asked";
    }

    @Override
    public String binding() {
        return "never asked";
    }

    @Override
    public SystemCalls open() {
        throw new AssertionError("never opened");
    }
}
