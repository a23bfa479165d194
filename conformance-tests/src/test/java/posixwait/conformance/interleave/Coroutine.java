package posixwait.conformance.interleave;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Code that can be left in the middle and gone on with later, on the thread that calls: what virtual threads are made of.
 *
 * <p>A step costs a tenth of a microsecond, where handing over from one thread to another costs ten: that is the difference
 * between seconds and minutes for some hundred thousand interleavings.
 */
final class Coroutine {
    private static final String OPTION = "--add-exports java.base/jdk.internal.vm=ALL-UNNAMED";
    private static final MethodHandle MAKE;
    private static final MethodHandle RUN;
    private static final MethodHandle LEAVE;
    private static final MethodHandle IS_DONE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            Class<?> type = Class.forName("jdk.internal.vm.Continuation");
            Class<?> scopeType = Class.forName("jdk.internal.vm.ContinuationScope");
            Object scope = lookup.findConstructor(scopeType, MethodType.methodType(void.class, String.class))
                    .invoke("interleave");
            MAKE = lookup.findConstructor(type, MethodType.methodType(void.class, scopeType, Runnable.class))
                    .asType(MethodType.methodType(Object.class, Object.class, Runnable.class))
                    .bindTo(scope);
            RUN = lookup.findVirtual(type, "run", MethodType.methodType(void.class))
                    .asType(MethodType.methodType(void.class, Object.class));
            IS_DONE = lookup.findVirtual(type, "isDone", MethodType.methodType(boolean.class))
                    .asType(MethodType.methodType(boolean.class, Object.class));
            LEAVE = MethodHandles.insertArguments(
                    lookup.findStatic(type, "yield", MethodType.methodType(boolean.class, scopeType)), 0, scope);
        } catch (Throwable e) {
            throw new IllegalStateException("the JVM has no continuations to be used: start it with " + OPTION, e);
        }
    }

    private final Object continuation;

    Coroutine(Runnable code) {
        try {
            continuation = (Object) MAKE.invokeExact(code);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Goes on until the code leaves, or ends. What it throws comes out here. */
    void goOn() {
        try {
            RUN.invokeExact(continuation);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    boolean hasEnded() {
        try {
            return (boolean) IS_DONE.invokeExact(continuation);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Leaves the code that runs, until {@link #goOn}. */
    static void leave() {
        try {
            boolean unused = (boolean) LEAVE.invokeExact();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
