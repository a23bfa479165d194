package posixwait.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a backend gets that implements the abstract methods and no more. */
class SystemCallsTest {
    private List<Long> passed = List.of();

    /** One call of the seam. */
    @FunctionalInterface
    interface Call {
        int make(SystemCalls calls);
    }

    private static SystemCalls with(InvocationHandler handler) {
        return (SystemCalls)
                Proxy.newProxyInstance(SystemCalls.class.getClassLoader(), new Class<?>[] {SystemCalls.class}, handler);
    }

    private SystemCalls answering(long result) {
        return with((proxy, method, arguments) -> {
            if (!method.getName().equals("syscall")) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            passed = Arrays.stream(arguments).map(Long.class::cast).toList();
            return result;
        });
    }

    private static Arguments call(String name, Call call, long... passed) {
        return Arguments.of(Named.of(name, call), LongStream.of(passed).boxed().toList());
    }

    static Stream<Arguments> calls_made_by_syscall() {
        return Stream.of(
                call("tgkill", calls -> calls.tgkill(4711, 4712, 15), Abi.SYS_TGKILL, 4711, 4712, 15, 0, 0, 0),
                call("gettid", SystemCalls::gettid, Abi.SYS_GETTID, 0, 0, 0, 0, 0, 0),
                call("pidfd_open", calls -> calls.pidfdOpen(4711, 0x800), Abi.SYS_PIDFD_OPEN, 4711, 0x800, 0, 0, 0, 0),
                call(
                        "pidfd_send_signal",
                        calls -> calls.pidfdSendSignal(7, 15, 1),
                        Abi.SYS_PIDFD_SEND_SIGNAL,
                        7,
                        15,
                        0,
                        1,
                        0,
                        0));
    }

    @ParameterizedTest
    @MethodSource("calls_made_by_syscall")
    void a_call_without_a_symbol_is_made_by_its_number(Call call, List<Long> arguments) {
        call.make(answering(0));

        assertThat(passed).isEqualTo(arguments);
    }

    @ParameterizedTest
    @MethodSource("calls_made_by_syscall")
    void a_call_without_a_symbol_returns_what_the_kernel_does(Call call, List<Long> arguments) {
        assertThat(call.make(answering(-Abi.ESRCH))).isEqualTo(-Abi.ESRCH);
    }

    static Stream<Method> calls_that_a_backend_may_lack() {
        // In an order of our own: that of the JVM may change, and a test goes by its place.
        return Arrays.stream(SystemCalls.class.getMethods())
                .filter(Method::isDefault)
                .sorted(Comparator.comparing(Method::toString));
    }

    @ParameterizedTest
    @MethodSource("calls_that_a_backend_may_lack")
    void a_call_that_a_backend_lacks_is_ENOSYS(Method method) throws ReflectiveOperationException {
        SystemCalls calls = with(InvocationHandler::invokeDefault);
        Object[] zeros = Arrays.stream(method.getParameterTypes())
                .map(type -> type == int.class ? (Object) 0 : type == long.class ? (Object) 0L : null)
                .toArray();

        assertThat(((Number) method.invoke(calls, zeros)).longValue()).isEqualTo(-Abi.ENOSYS);
    }
}
