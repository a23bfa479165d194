package posixwait.conformance;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;
import posixwait.spi.Abi;
import posixwait.spi.RawStatus;

/**
 * Gives each test its {@link Kit}, frees it if it hangs, and holds it to the invariants: after a test there is no child, no
 * descriptor and no thread that was not there before, and dispositions, mask and subreaper attribute are what they were.
 *
 * <p>In a JVM that is not the kit's own, as that of a build tool, tests marked {@link OwnJvm} are skipped.
 */
public final class KitExtension implements ExecutionCondition, ParameterResolver, InvocationInterceptor {
    /** The key of the report entry that says what was observed. */
    public static final String OBSERVED = "observed";

    /** The configuration parameter by which {@code TestJvm} says that this JVM is for the tests alone. */
    public static final String TEST_JVM = "posixwait.kit.testJvm";

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(KitExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean own = context.getElement()
                .map(element -> element.isAnnotationPresent(OwnJvm.class))
                .orElse(false);
        boolean given = context.getConfigurationParameter(TEST_JVM)
                .map(Boolean::parseBoolean)
                .orElse(false);
        return own && !given
                ? ConditionEvaluationResult.disabled("needs a JVM of its own, which "
                        + BackendConformanceTest.class.getName() + " or 'posixwait check' gives it")
                : ConditionEvaluationResult.enabled("can share this JVM, or has it to itself");
    }

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
        Shared before = Shared.look(kit);
        List<String> problems = new ArrayList<>();
        Throwable failure = null;
        Watchdog watchdog = Watchdog.over(kit.children(), limit(context));
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
        if (!(failure instanceof TestAbortedException)) {
            Optional<String> nothing = kit.saysNothing(timedOut || failure != null);
            if (nothing.isPresent()) {
                throw Unsupported.because(nothing.get());
            }
        }
        throwIfBad(timedOut ? new TimedOut(limit(context).toSeconds(), failure) : failure, problems);
    }

    private static Duration limit(ExtensionContext context) {
        boolean broken = context.getConfigurationParameter(UnderTest.FAULT).isPresent();
        return context.getConfigurationParameter(UnderTest.LIMIT, Long::valueOf)
                .map(Duration::ofMillis)
                .orElse(broken ? Watchdog.LIMIT_OF_BROKEN : Watchdog.LIMIT);
    }

    private static void throwIfBad(@Nullable Throwable failure, List<String> problems) throws Throwable {
        @Nullable LeftBehind leftBehind = problems.isEmpty() ? null : new LeftBehind(problems);
        if (failure == null && leftBehind != null) {
            throw leftBehind;
        } else if (failure != null) {
            if (leftBehind != null) {
                failure.addSuppressed(leftBehind);
            }
            throw failure;
        }
    }

    /** What a test shares with the whole process. */
    private record Shared(
            Map<Integer, String> descriptors, String ignored, String caught, String blocked, int subreaper) {

        static Shared look(Kit kit) {
            RawStatus subreaper = new RawStatus();
            kit.reference().prctl(Abi.PR_GET_CHILD_SUBREAPER, subreaper);
            return new Shared(
                    Proc.descriptors(), signals("SigIgn"), signals("SigCgt"), signals("SigBlk"), subreaper.value);
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
            Shared after = look(kit);
            for (Map.Entry<Integer, String> open : after.descriptors.entrySet()) {
                if (!descriptors.containsKey(open.getKey())) {
                    violations.add("descriptor " + open.getKey() + " (" + open.getValue() + ")");
                    kit.reference().close(open.getKey());
                }
            }
            compare(violations, "ignored signals", ignored, after.ignored);
            compare(violations, "caught signals", caught, after.caught);
            compare(violations, "blocked signals", blocked, after.blocked);
            if (subreaper != after.subreaper) {
                violations.add("the subreaper attribute was " + subreaper + ", is " + after.subreaper);
                kit.reference().prctl(Abi.PR_SET_CHILD_SUBREAPER, subreaper);
            }
            return violations;
        }

        private static void compare(List<String> violations, String what, String before, String after) {
            if (!before.equals(after)) {
                violations.add(what + " were " + before + ", are " + after);
            }
        }
    }
}
