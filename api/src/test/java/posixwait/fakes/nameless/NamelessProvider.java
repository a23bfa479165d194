package posixwait.fakes.nameless;

import posixwait.spi.BackendProvider;
import posixwait.spi.SystemCalls;

/** A provider that cannot say its name for want of a class, and does not say whose want it is. */
public final class NamelessProvider implements BackendProvider {
    @Override
    public String name() {
        throw new NoClassDefFoundError("com/example/Native");
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
