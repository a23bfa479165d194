package posixwait.bench;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * By the foreign function API, linked with and without {@code captureCallState}. By reflection, since this is compiled for a
 * Java that has no such API; what is measured are the handles, which are constants.
 */
final class FfmGetpgid implements Getpgid {
    private static final String FOREIGN = "java.lang.foreign.";
    private static final MethodHandle UNKEPT;
    private static final MethodHandle KEPT;
    private static final ByteBuffer STATE;

    static {
        try {
            Class<?> linkerType = Class.forName(FOREIGN + "Linker");
            Class<?> optionType = Class.forName(FOREIGN + "Linker$Option");
            Class<?> layoutType = Class.forName(FOREIGN + "MemoryLayout");
            Class<?> segmentType = Class.forName(FOREIGN + "MemorySegment");
            Class<?> functionType = Class.forName(FOREIGN + "FunctionDescriptor");
            Class<?> layouts = Array.newInstance(layoutType, 0).getClass();
            Class<?> options = Array.newInstance(optionType, 0).getClass();
            Object linker = linkerType.getMethod("nativeLinker").invoke(null);
            Object lookup = linkerType.getMethod("defaultLookup").invoke(linker);
            Optional<?> found = (Optional<?>) Class.forName(FOREIGN + "SymbolLookup")
                    .getMethod("find", String.class)
                    .invoke(lookup, "getpgid");
            Object address = found.orElseThrow();
            Object cInt =
                    Class.forName(FOREIGN + "ValueLayout").getField("JAVA_INT").get(null);
            Object parameters = Array.newInstance(layoutType, 1);
            Array.set(parameters, 0, cInt);
            Object function = functionType.getMethod("of", layoutType, layouts).invoke(null, cInt, parameters);
            Object capture = Array.newInstance(optionType, 1);
            Array.set(
                    capture,
                    0,
                    optionType.getMethod("captureCallState", String[].class).invoke(null, (Object)
                            new String[] {"errno"}));
            Object layout = optionType.getMethod("captureStateLayout").invoke(null);
            Object arena = Class.forName(FOREIGN + "Arena").getMethod("global").invoke(null);
            Object state = Class.forName(FOREIGN + "SegmentAllocator")
                    .getMethod("allocate", layoutType)
                    .invoke(arena, layout);
            var link = linkerType.getMethod("downcallHandle", segmentType, functionType, options);
            UNKEPT = (MethodHandle) link.invoke(linker, address, function, Array.newInstance(optionType, 0));
            KEPT = MethodHandles.insertArguments(
                    (MethodHandle) link.invoke(linker, address, function, capture), 0, state);
            STATE = ((ByteBuffer) segmentType.getMethod("asByteBuffer").invoke(state)).order(ByteOrder.nativeOrder());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no foreign function API as of Java 22: " + e, e);
        }
    }

    @Override
    public int unkept(int pid) {
        try {
            return (int) UNKEPT.invokeExact(pid);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    @Override
    public int kept(int pid) {
        try {
            return (int) KEPT.invokeExact(pid);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Of the state there is nothing but errno on Linux. */
    @Override
    public int errno() {
        return STATE.getInt(0);
    }

    private static IllegalStateException impossible(Throwable e) {
        return new IllegalStateException("a downcall does not throw", e);
    }
}
