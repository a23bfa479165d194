package posixwait.conformance.broken;

import java.lang.reflect.Proxy;
import posixwait.spi.Abi;
import posixwait.spi.SystemCalls;

/** A backend all of whose calls fail with {@code EMFILE}, with which no wait is to fail. */
final class DeadCalls {
    private DeadCalls() {}

    static SystemCalls create() {
        return (SystemCalls) Proxy.newProxyInstance(
                SystemCalls.class.getClassLoader(),
                new Class<?>[] {SystemCalls.class},
                (proxy, method, arguments) ->
                        method.getReturnType() == long.class ? (Object) (long) -Abi.EMFILE : (Object) (-Abi.EMFILE));
    }
}
