package posixwait.conformance;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Gives each test its {@link Kit}, frees it if it hangs, and holds it to the invariants: after a test there is no child, no
 * descriptor, no thread and no signal disposition or mask that was not there before.
 */
public final class KitExtension implements ParameterResolver, InvocationInterceptor {
    /** The key of the report entry that says what was observed. */
    public static final String OBSERVED = "observed";

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(KitExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Kit.class;
    }

    @Override
    public Kit resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // The store of the class: the constructor that takes the kit runs before the method's own context exists.
        Kit kit = UnderTest.kit(context::getConfigurationParameter);
        context.getRoot().getStore(NAMESPACE).put(Thread.currentThread(), kit);
        return kit;
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        Kit kit = Objects.requireNonNull(
                context.getRoot().getStore(NAMESPACE).remove(Thread.currentThread(), Kit.class), "no kit");
        Shared before = Shared.look();
        List<String> problems = new ArrayList<>();
        Throwable failure = null;
        Watchdog watchdog = Watchdog.over(kit.children());
        try {
            invocation.proceed();
        } catch (Throwable t) {
            failure = t;
        }
        boolean timedOut = watchdog.stop();
        if (!kit.observations().isEmpty()) {
            context.publishReportEntry(OBSERVED, kit.observations());
        }
        kit.children().killAll();
        kit.threads().joinAll().forEach(name -> problems.add("thread '" + name + "' still runs"));
        kit.signals().restore();
        kit.children().discardAll();
        problems.addAll(before.violations(kit));
        if (timedOut) {
            TimedOut timeout = new TimedOut(Watchdog.LIMIT.toSeconds());
            if (failure != null) {
                timeout.addSuppressed(failure);
            }
            throw timeout;
        }
        if (failure != null) {
            throw failure;
        }
        if (!problems.isEmpty()) {
            throw new AssertionError("left behind: " + String.join("; ", problems));
        }
    }

    /** What a test shares with the whole process. */
    private record Shared(Map<Integer, String> descriptors, String ignored, String caught, String blocked) {

        static Shared look() {
            return new Shared(Proc.descriptors(), signals("SigIgn"), signals("SigCgt"), signals("SigBlk"));
        }

        private static String signals(String field) {
            return Proc.status("thread-self", field).orElse("?");
        }

        List<String> violations(Kit kit) {
            List<String> violations = new ArrayList<>();
            for (int pid : Proc.children()) {
                violations.add("child " + pid + " in state " + Proc.state(pid).orElse('?'));
                kit.children().discard(pid);
            }
            Shared after = look();
            for (Map.Entry<Integer, String> open : after.descriptors.entrySet()) {
                if (!descriptors.containsKey(open.getKey())) {
                    violations.add("descriptor " + open.getKey() + " (" + open.getValue() + ")");
                    kit.reference().close(open.getKey());
                }
            }
            compare(violations, "ignored signals", ignored, after.ignored);
            compare(violations, "caught signals", caught, after.caught);
            compare(violations, "blocked signals", blocked, after.blocked);
            return violations;
        }

        private static void compare(List<String> violations, String what, String before, String after) {
            if (!before.equals(after)) {
                violations.add(what + " were " + before + ", are " + after);
            }
        }
    }
}
