package posixwait.cli.regression;

import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import posixwait.spi.BackendProvider;
import posixwait.spi.BackendUnavailableException;
import posixwait.spi.ForwardingSystemCalls;
import posixwait.spi.RawChild;
import posixwait.spi.RawEvents;
import posixwait.spi.RawStatus;
import posixwait.spi.RawUsage;
import posixwait.spi.SystemCalls;

/**
 * {@code ffm} with calls that take half as long again: what a gate has to notice. Results call it {@code ffm}, since they go
 * by the binding.
 *
 * <p>No service of the tests' class path: {@link LiveGate} names it for the JVMs that are to find it.
 */
public final class SlowBackendProvider implements BackendProvider {
    /** By this {@code -Dposixwait.backends} chooses it. */
    static final String NAME = "slow";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String binding() {
        return "ffm";
    }

    @Override
    public SystemCalls open() throws BackendUnavailableException {
        for (BackendProvider provider : ServiceLoader.load(BackendProvider.class)) {
            if (provider.name().equals("ffm")) {
                return new Slow(provider.open());
            }
        }
        throw new BackendUnavailableException(NAME, "there is no ffm", "put it on the class path", null);
    }

    /** Spins after each call for half of the time it took. */
    private static final class Slow extends ForwardingSystemCalls {
        /** Of a call that slept, most was not its own time. */
        private static final long MOST_NANOS = 75_000;

        Slow(SystemCalls delegate) {
            super(delegate);
        }

        private static int slowly(int result, long begun) {
            long end = System.nanoTime();
            long until = end + Math.min(MOST_NANOS, (end - begun) / 2);
            while (System.nanoTime() - until < 0) {
                Thread.onSpinWait();
            }
            return result;
        }

        @Override
        public int waitAny(@Nullable RawStatus status) {
            long begun = System.nanoTime();
            return slowly(delegate.waitAny(status), begun);
        }

        @Override
        public int waitpid(int pid, @Nullable RawStatus status, int options) {
            long begun = System.nanoTime();
            return slowly(delegate.waitpid(pid, status, options), begun);
        }

        @Override
        public int waitid(int idtype, int id, @Nullable RawChild child, int options) {
            long begun = System.nanoTime();
            return slowly(delegate.waitid(idtype, id, child, options), begun);
        }

        @Override
        public int wait3(@Nullable RawStatus status, int options, @Nullable RawUsage usage) {
            long begun = System.nanoTime();
            return slowly(delegate.wait3(status, options, usage), begun);
        }

        @Override
        public int wait4(int pid, @Nullable RawStatus status, int options, @Nullable RawUsage usage) {
            long begun = System.nanoTime();
            return slowly(delegate.wait4(pid, status, options, usage), begun);
        }

        @Override
        public int waitid(int idtype, int id, @Nullable RawChild child, int options, @Nullable RawUsage usage) {
            long begun = System.nanoTime();
            return slowly(delegate.waitid(idtype, id, child, options, usage), begun);
        }

        @Override
        public int epollWait(int epoll, RawEvents events, int timeoutMillis) {
            long begun = System.nanoTime();
            return slowly(delegate.epollWait(epoll, events, timeoutMillis), begun);
        }
    }
}
