package posixwait.bench;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;
import posixwait.Backend;
import posixwait.spi.Frame;
import posixwait.spi.RawChild;
import posixwait.spi.RawLimit;
import posixwait.spi.RawPipe;
import posixwait.spi.RawPoll;
import posixwait.spi.RawSigaction;
import posixwait.spi.RawSignalSet;
import posixwait.spi.RawStatus;
import posixwait.spi.RawTimes;
import posixwait.spi.RawUsage;
import posixwait.spi.SpawnPlan;
import posixwait.spi.SystemCalls;

/**
 * The measured calls through JNA's interface mapping, with the same carriers as the {@code jna} backend: the difference to
 * it is the binding alone. All other calls, which only prepare, are that backend's.
 */
final class InterfaceMappedCalls implements SystemCalls {
    private static final ThreadLocal<Frame> FRAMES = ThreadLocal.withInitial(
            () -> new Frame(buffer -> Pointer.nativeValue(Native.getDirectBufferPointer(buffer))));

    private final WaitFunctions c = Native.load(WaitFunctions.class);
    private final SystemCalls direct;

    private InterfaceMappedCalls(SystemCalls direct) {
        this.direct = direct;
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

    @Override
    public int waitAny(@Nullable RawStatus status) {
        return direct.waitAny(status);
    }

    @Override
    public int posixSpawn(SpawnPlan plan) {
        return direct.posixSpawn(plan);
    }

    @Override
    public int clone(long function, long stackTop, int flags, long argument, @Nullable RawStatus parentTid) {
        return direct.clone(function, stackTop, flags, argument, parentTid);
    }

    @Override
    public long dlsym(String symbol) {
        return direct.dlsym(symbol);
    }

    @Override
    public long mmap(long length, int protection, int flags) {
        return direct.mmap(length, protection, flags);
    }

    @Override
    public int munmap(long address, long length) {
        return direct.munmap(address, length);
    }

    @Override
    public int kill(int pid, int signal) {
        return direct.kill(pid, signal);
    }

    @Override
    public int sigaction(int signal, @Nullable RawSigaction action, @Nullable RawSigaction old) {
        return direct.sigaction(signal, action, old);
    }

    @Override
    public int pthreadSigmask(int how, @Nullable RawSignalSet set, @Nullable RawSignalSet old) {
        return direct.pthreadSigmask(how, set, old);
    }

    @Override
    public int sigpending(RawSignalSet set) {
        return direct.sigpending(set);
    }

    @Override
    public int sigtimedwait(RawSignalSet set, @Nullable RawChild child, long timeoutNanos) {
        return direct.sigtimedwait(set, child, timeoutNanos);
    }

    @Override
    public int getpid() {
        return direct.getpid();
    }

    @Override
    public int getppid() {
        return direct.getppid();
    }

    @Override
    public int getpgid(int pid) {
        return direct.getpgid(pid);
    }

    @Override
    public int setpgid(int pid, int group) {
        return direct.setpgid(pid, group);
    }

    @Override
    public int getsid(int pid) {
        return direct.getsid(pid);
    }

    @Override
    public int setsid() {
        return direct.setsid();
    }

    @Override
    public int getrusage(int who, RawUsage usage) {
        return direct.getrusage(who, usage);
    }

    @Override
    public long times(RawTimes times) {
        return direct.times(times);
    }

    @Override
    public int getrlimit(int resource, RawLimit limit) {
        return direct.getrlimit(resource, limit);
    }

    @Override
    public int setrlimit(int resource, RawLimit limit) {
        return direct.setrlimit(resource, limit);
    }

    @Override
    public int poll(RawPoll poll, int timeoutMillis) {
        return direct.poll(poll, timeoutMillis);
    }

    @Override
    public int pipe2(RawPipe ends, int flags) {
        return direct.pipe2(ends, flags);
    }

    @Override
    public int read(int fd, byte[] bytes, int offset, int count) {
        return direct.read(fd, bytes, offset, count);
    }

    @Override
    public int write(int fd, byte[] bytes, int offset, int count) {
        return direct.write(fd, bytes, offset, count);
    }

    @Override
    public int close(int fd) {
        return direct.close(fd);
    }

    @Override
    public int fcntl(int fd, int command, long argument) {
        return direct.fcntl(fd, command, argument);
    }
}
