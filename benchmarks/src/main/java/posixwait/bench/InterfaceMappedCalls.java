package posixwait.bench;

import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import posixwait.Backend;
import posixwait.spi.ForwardingSystemCalls;
import posixwait.spi.Frame;
import posixwait.spi.RawChild;
import posixwait.spi.RawStatus;
import posixwait.spi.RawUsage;
import posixwait.spi.SystemCalls;

/**
 * The measured calls through JNA's interface mapping, with the same carriers as the {@code jna} backend: the difference to
 * it is the binding alone. All other calls, which only prepare, are that backend's.
 */
final class InterfaceMappedCalls extends ForwardingSystemCalls {
    private static final ThreadLocal<Frame> FRAMES = ThreadLocal.withInitial(
            () -> new Frame(buffer -> Pointer.nativeValue(Native.getDirectBufferPointer(buffer))));

    private final WaitFunctions c = load();

    private InterfaceMappedCalls(SystemCalls direct) {
        super(direct);
    }

    /** The C functions that are measured, under their own names. */
    interface WaitFunctions extends Library {
        int waitAny(long status);

        int waitpid(int pid, long status, int options);

        int waitid(int idtype, int id, long child, int options);

        int wait3(long status, int options, long usage);

        int wait4(int pid, long status, int options, long usage);
    }

    /** {@code wait} cannot be called so in Java. */
    private static WaitFunctions load() {
        FunctionMapper symbols = (library, method) -> method.getName().equals("waitAny") ? "wait" : method.getName();
        return Native.load(WaitFunctions.class, Map.of(Library.OPTION_FUNCTION_MAPPER, symbols));
    }

    /**
     * {@return the backend under the name of this binding}
     *
     * @param jna the {@code jna} backend
     */
    static Backend over(Backend jna) {
        return new Backend(Subject.JNA_INTERFACE, Subject.JNA_INTERFACE, new InterfaceMappedCalls(jna.calls()));
    }

    /**
     * Loads the C functions and nothing else.
     *
     * @param pid what to wait for
     * @param options how
     * @return a {@code waitpid} of it: what that returns, or its negated errno
     */
    static IntSupplier waitpidAlone(int pid, int options) {
        WaitFunctions functions = load();
        RawStatus status = new RawStatus();
        return () -> {
            Frame frame = FRAMES.get();
            int result = fold(functions.waitpid(pid, frame.in(status), options));
            frame.out(status);
            return result;
        };
    }

    private static int fold(int result) {
        return result == -1 ? -Native.getLastError() : result;
    }

    @Override
    public int waitAny(@Nullable RawStatus status) {
        Frame frame = FRAMES.get();
        int result = fold(c.waitAny(frame.in(status)));
        frame.out(status);
        return result;
    }

    @Override
    public int waitpid(int pid, @Nullable RawStatus status, int options) {
        Frame frame = FRAMES.get();
        int result = fold(c.waitpid(pid, frame.in(status), options));
        frame.out(status);
        return result;
    }

    @Override
    public int waitid(int idtype, int id, @Nullable RawChild child, int options) {
        Frame frame = FRAMES.get();
        int result = fold(c.waitid(idtype, id, frame.in(child), options));
        frame.out(child);
        return result;
    }

    @Override
    public int wait3(@Nullable RawStatus status, int options, @Nullable RawUsage usage) {
        Frame frame = FRAMES.get();
        int result = fold(c.wait3(frame.in(status), options, frame.in(usage)));
        frame.out(status);
        frame.out(usage);
        return result;
    }

    @Override
    public int wait4(int pid, @Nullable RawStatus status, int options, @Nullable RawUsage usage) {
        Frame frame = FRAMES.get();
        int result = fold(c.wait4(pid, frame.in(status), options, frame.in(usage)));
        frame.out(status);
        frame.out(usage);
        return result;
    }
}
