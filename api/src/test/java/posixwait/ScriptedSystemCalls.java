package posixwait;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import posixwait.spi.Carriers;
import posixwait.spi.SystemCalls;

/**
 * System calls that answer what a test queued for them, and nothing else.
 *
 * <p>An extension, to be registered as a field: a call without an answer fails the test wherever the error ends up, and so
 * does an answer without a call.
 */
final class ScriptedSystemCalls implements AfterEachCallback {
    private final Map<String, Deque<Answer>> answers = new HashMap<>();
    private final List<String> made = new ArrayList<>();
    private final SystemCalls calls = (SystemCalls) Proxy.newProxyInstance(
            SystemCalls.class.getClassLoader(), new Class<?>[] {SystemCalls.class}, this::invoke);
    private @Nullable AssertionError unexpected;

    /** What a call does with its carriers, and returns. */
    @FunctionalInterface
    interface Answer {
        long to(Arguments arguments);
    }

    /** The arguments of one call. */
    record Arguments(List<@Nullable Object> values) {
        /** {@return the first argument of that type} */
        <T> T the(Class<T> type) {
            return values.stream()
                    .filter(type::isInstance)
                    .map(type::cast)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + " in " + values));
        }

        long number(int index) {
            return ((Number) Objects.requireNonNull(values.get(index))).longValue();
        }
    }

    /** Queues results for {@code call}, a method of {@link SystemCalls}; {@return this} */
    ScriptedSystemCalls answer(String call, long... results) {
        LongStream.of(results).forEach(result -> answer(call, arguments -> result));
        return this;
    }

    /** Queues one answer for {@code call}, a method of {@link SystemCalls}; {@return this} */
    ScriptedSystemCalls answer(String call, Answer answer) {
        if (Arrays.stream(SystemCalls.class.getMethods())
                .noneMatch(method -> method.getName().equals(call))) {
            throw new IllegalArgumentException("SystemCalls has no " + call);
        }
        synchronized (answers) {
            answers.computeIfAbsent(call, name -> new ArrayDeque<>()).add(answer);
        }
        return this;
    }

    SystemCalls calls() {
        return calls;
    }

    Backend backend() {
        return new Backend("scripted", "scripted", calls);
    }

    /** {@return the calls made so far, such as {@code waitpid(4711, RawStatus{}, 1)}: carriers with what was passed in} */
    List<String> made() {
        synchronized (answers) {
            return List.copyOf(made);
        }
    }

    private @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] values)
            throws ReflectiveOperationException {
        List<@Nullable Object> arguments = values == null ? List.of() : Arrays.asList(values);
        if (method.getDeclaringClass() == Object.class) {
            return method.invoke(made, values);
        }
        long result = next(method.getName(), arguments).to(new Arguments(arguments));
        if (method.getReturnType() == int.class) {
            return Math.toIntExact(result);
        }
        return result;
    }

    private Answer next(String call, List<@Nullable Object> arguments) {
        String text = arguments.stream().map(Carriers::text).collect(Collectors.joining(", ", call + "(", ")"));
        synchronized (answers) {
            Answer answer = answers.getOrDefault(call, new ArrayDeque<>()).poll();
            if (answer == null) {
                AssertionError error = new AssertionError("unexpected " + text + " after " + made);
                unexpected = unexpected == null ? error : unexpected;
                throw error;
            }
            made.add(text);
            return answer;
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        synchronized (answers) {
            if (unexpected != null) {
                throw unexpected;
            }
            answers.values().removeIf(Deque::isEmpty);
            if (!answers.isEmpty()) {
                throw new AssertionError("never called: " + answers.keySet() + "; made: " + made);
            }
        }
    }
}
