package posixwait.fakes.newer;

import posixwait.spi.BackendProvider;
import posixwait.spi.SystemCalls;

/** A provider whose class file a test marks as made for a JVM to come. */
public final class NewerProvider implements BackendProvider {
    public NewerProvider() {}

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
