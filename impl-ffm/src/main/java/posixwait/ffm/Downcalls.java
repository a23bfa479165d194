package posixwait.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.Collections;
import posixwait.spi.Abi;
import posixwait.spi.Frame;

/**
 * The downcalls of one thread, with memory of its own for errno and carriers.
 *
 * <p>Handles are linked with the true C types and then widened to {@code (MemorySegment, long...)long}, so that one method
 * for each number of arguments calls them all. They are constants of the classes that call; the compiler inlines the
 * method and sees the constant. None is {@code critical}: most of these calls can block.
 */
final class Downcalls {
    static final MemoryLayout SHORT = ValueLayout.JAVA_SHORT;
    static final MemoryLayout INT = ValueLayout.JAVA_INT;
    static final MemoryLayout LONG = ValueLayout.JAVA_LONG;

    /** A pointer: a number, since {@link Frame} deals in addresses and a segment would have to be allocated. */
    static final MemoryLayout ADDRESS = ValueLayout.JAVA_LONG;

    private static final ThreadLocal<Downcalls> OF_THREAD = ThreadLocal.withInitial(Downcalls::new);

    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup C = LINKER.defaultLookup();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));

    final Frame frame = new Frame(buffer -> MemorySegment.ofBuffer(buffer).address());
    private final MemorySegment state = Arena.ofAuto().allocate(STATE);

    private Downcalls() {}

    /** {@return those of the calling thread} */
    static Downcalls here() {
        return OF_THREAD.get();
    }

    // Linking

    /** {@return the address of {@code symbol}, or {@code -ENOENT}} */
    static long address(String symbol) {
        return C.find(symbol).map(MemorySegment::address).orElse((long) -Abi.ENOENT);
    }

    static MethodHandle link(String symbol, MemoryLayout result, MemoryLayout... parameters) {
        return linkVariadic(symbol, parameters.length, result, parameters);
    }

    /** Links a function of which all but {@code fixed} parameters are variadic in C. */
    @SuppressWarnings("restricted")
    static MethodHandle linkVariadic(String symbol, int fixed, MemoryLayout result, MemoryLayout... parameters) {
        MemorySegment address =
                C.find(symbol).orElseThrow(() -> new UnsatisfiedLinkError("the C library has no " + symbol));
        FunctionDescriptor function = FunctionDescriptor.of(result, parameters);
        Linker.Option errno = Linker.Option.captureCallState("errno");
        MethodHandle handle = fixed == parameters.length
                ? LINKER.downcallHandle(address, function, errno)
                : LINKER.downcallHandle(address, function, errno, Linker.Option.firstVariadicArg(fixed));
        return MethodHandles.explicitCastArguments(handle, widened(parameters.length));
    }

    /** Links a function that returns an error number; it returns {@code ENOSYS} where the C library lacks it. */
    static MethodHandle linkOptional(String symbol, MemoryLayout... parameters) {
        return C.find(symbol).isPresent()
                ? link(symbol, INT, parameters)
                : MethodHandles.dropArguments(
                        MethodHandles.constant(long.class, (long) Abi.ENOSYS),
                        0,
                        widened(parameters.length).parameterList());
    }

    private static MethodType widened(int parameters) {
        return MethodType.methodType(long.class, Collections.nCopies(parameters, long.class))
                .insertParameterTypes(0, MemorySegment.class);
    }

    // Calling: what the function returns when that is not -1, else its negated errno

    long call(MethodHandle function) {
        try {
            return fold((long) function.invokeExact(state));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    long call(MethodHandle function, long a) {
        try {
            return fold((long) function.invokeExact(state, a));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    long call(MethodHandle function, long a, long b) {
        try {
            return fold((long) function.invokeExact(state, a, b));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    long call(MethodHandle function, long a, long b, long c) {
        try {
            return fold((long) function.invokeExact(state, a, b, c));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    long call(MethodHandle function, long a, long b, long c, long d) {
        try {
            return fold((long) function.invokeExact(state, a, b, c, d));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    long call(MethodHandle function, long a, long b, long c, long d, long e) {
        try {
            return fold((long) function.invokeExact(state, a, b, c, d, e));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    long call(MethodHandle function, long a, long b, long c, long d, long e, long f) {
        try {
            return fold((long) function.invokeExact(state, a, b, c, d, e, f));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    long call(MethodHandle function, long a, long b, long c, long d, long e, long f, long g) {
        try {
            return fold((long) function.invokeExact(state, a, b, c, d, e, f, g));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    private long fold(long result) {
        return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
    }

    /** A handle may throw anything, as far as Java knows; a downcall throws errors of the JVM at most. */
    private static Error impossible(Throwable thrown) {
        return thrown instanceof Error error ? error : new AssertionError(thrown);
    }
}
