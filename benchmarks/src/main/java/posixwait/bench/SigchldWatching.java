package posixwait.bench;

import java.lang.reflect.Proxy;
import posixwait.Backend;
import posixwait.spi.Abi;
import posixwait.spi.RawStatus;

/**
 * A handler of {@code SIGCHLD} that calls {@code waitpid(-1, WNOHANG)} until nothing is left: the way of most programs that
 * are written in C.
 *
 * <p>Signals of one number are not queued, so one call for each signal would miss children; the loop does not. The JVM has
 * one way to handle them, {@code sun.misc.Signal}, which it documents as unsupported; each signal gets a thread of its own.
 */
final class SigchldWatching extends PidWatching {
    private final RawStatus status = new RawStatus();
    private final Object before;

    SigchldWatching(Backend backend, Kind kind, Ends ends) {
        super(backend, kind, ends);
        // By name: the compiler has a warning for those that nothing silences.
        try {
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object mine = Proxy.newProxyInstance(
                    SigchldWatching.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            reapAll();
                            return null;
                        }
                        throw new UnsupportedOperationException(method.getName());
                    });
            before = handle(mine);
        } catch (ReflectiveOperationException e) {
            throw new HostLimit("UNSUPPORTED: this JVM cannot handle SIGCHLD: " + e);
        }
    }

    private static Object handle(Object handler) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Object chld = signal.getConstructor(String.class).newInstance("CHLD");
        return signal.getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"))
                .invoke(null, chld, handler);
    }

    /** One at a time. A signal that comes while a loop runs has a loop after that, so no end falls between the two. */
    private synchronized void reapAll() {
        int pid;
        do {
            pid = reap(-1, status, Abi.WNOHANG);
        } while (pid > 0);
    }

    @Override
    public void watch(int pid) {
        // It watches whatever there is.
    }

    @Override
    public void close() {
        try {
            handle(before);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        super.close();
    }
}
