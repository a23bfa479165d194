package posixwait.conformance;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import posixwait.Backend;
import posixwait.spi.Abi;
import posixwait.spi.SystemCalls;

/**
 * The calls of a backend that lacks some, with a note of each that it answered with {@code -ENOSYS}: a test that fails then
 * says nothing of what the backend does have.
 *
 * <p>Only such backends are wrapped: one that has every call is measured as it is, without reflection in between.
 */
final class NotedCalls {
    /** A test that goes on without these sends this JVM a signal that nothing holds or catches, and ends it. */
    private static final Set<String> RELIED_ON = Set.of("sigaction", "pthreadSigmask");

    private final Set<String> unanswered = new ConcurrentSkipListSet<>();
    private volatile boolean answered;

    /** {@return the backend, with notes} */
    Backend over(Backend backend) {
        SystemCalls calls = (SystemCalls) Proxy.newProxyInstance(
                SystemCalls.class.getClassLoader(),
                new Class<?>[] {SystemCalls.class},
                (proxy, method, arguments) -> note(method, invoke(backend.calls(), method, arguments)));
        return new Backend(backend.name(), backend.binding(), calls);
    }

    /** {@return the calls that were answered with {@code -ENOSYS}} */
    List<String> unanswered() {
        return List.copyOf(unanswered);
    }

    /** {@return whether any call was answered otherwise: a test that made none says nothing of the backend} */
    boolean answered() {
        return answered;
    }

    private Object note(Method method, Object result) {
        if (result instanceof Number number && number.longValue() == -Abi.ENOSYS) {
            unanswered.add(method.getName());
            if (RELIED_ON.contains(method.getName())) {
                throw Unsupported.because(method.getName() + ": ENOSYS");
            }
        } else {
            answered = true;
        }
        return result;
    }

    private static Object invoke(SystemCalls calls, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(calls, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
