package posixwait.bench;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
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

    private final WaitFunctions c = Native.load(WaitFunctions.class);

    private InterfaceMappedCalls(SystemCalls direct) {
        super(direct);
    }

    /** The C functions that are measured, under their own names. */
    interface WaitFunctions extends Library {
        int waitpid(int pid, long status, int options);

        int waitid(int idtype, int id, long child, int options);

        int wait4(int pid, long status, int options, long usage);
    }

    /**
     * {@return the backend under the name of this binding}
     *
     * @param jna the {@code jna} backend
     */
    static Backend over(Backend jna) {
        return new Backend(Subject.JNA_INTERFACE, Subject.JNA_INTERFACE, new InterfaceMappedCalls(jna.calls()));
    }

    private static int fold(int result) {
        return result == -1 ? -Native.getLastError() : result;
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
    public int wait4(int pid, @Nullable RawStatus status, int options, @Nullable RawUsage usage) {
        Frame frame = FRAMES.get();
        int result = fold(c.wait4(pid, frame.in(status), options, frame.in(usage)));
        frame.out(status);
        frame.out(usage);
        return result;
    }
}
