package posixwait.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A new call of the seam that is not forwarded would be the default of a decorated backend: ENOSYS. */
class ForwardingSystemCallsTest {
    private static final int ANSWER = 4711;

    private final List<Method> called = new ArrayList<>();
    private List<Object> passed = List.of();

    private final SystemCalls forwarding = new ForwardingSystemCalls((SystemCalls) Proxy.newProxyInstance(
            SystemCalls.class.getClassLoader(), new Class<?>[] {SystemCalls.class}, (proxy, method, arguments) -> {
                called.add(method);
                passed = arguments == null ? List.of() : List.of(arguments);
                return method.getReturnType() == long.class ? (Object) (long) ANSWER : (Object) ANSWER;
            }));

    static Stream<Method> every_call() {
        // In an order of our own: that of the JVM may change, and a test goes by its place.
        return Arrays.stream(SystemCalls.class.getMethods()).sorted(Comparator.comparing(Method::toString));
    }

    /** An argument that no other parameter of the call has. */
    private static Object argument(Class<?> type, int position) {
        if (type == int.class) {
            return 100 + position;
        } else if (type == long.class) {
            return 100L + position;
        }
        return type == byte[].class ? new byte[0] : carrier(type);
    }

    private static Object carrier(Class<?> type) {
        if (type == SpawnPlan.class) {
            return new SpawnPlan("prog", true, List.of(), List.of(), List.of(), 0, 0, 0, 0);
        }
        try {
            return type == RawEvents.class || type == RawPoll.class
                    ? type.getConstructor(int.class).newInstance(1)
                    : type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a carrier without a constructor: " + type, e);
        }
    }

    @ParameterizedTest
    @MethodSource("every_call")
    void each_call_is_made_by_the_same_call_of_the_delegate_and_no_other(Method call)
            throws ReflectiveOperationException {
        Class<?>[] types = call.getParameterTypes();
        Object[] arguments = new Object[types.length];
        Arrays.setAll(arguments, i -> argument(types[i], i));

        Number answer = (Number) call.invoke(forwarding, arguments);

        assertThat(called).containsExactly(call);
        assertThat(passed).containsExactly(arguments);
        assertThat(answer.intValue()).isEqualTo(ANSWER);
    }
}
