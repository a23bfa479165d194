package posixwait.jna;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;
import posixwait.spi.Frame;
import posixwait.spi.RawChild;
import posixwait.spi.RawEvents;
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

/** The calls, through {@link LibC}. */
final class JnaSystemCalls implements SystemCalls {
    private static final ThreadLocal<Frame> FRAMES = ThreadLocal.withInitial(
            () -> new Frame(buffer -> Pointer.nativeValue(Native.getDirectBufferPointer(buffer))));

    private final LibC c = LibC.link();

    /** JNA saved errno for this thread when the call returned; the next call it makes would overwrite it. */
    private static int fold(int result) {
        return result == -1 ? -Native.getLastError() : result;
    }

    private static long fold(long result) {
        return result == -1 ? -Native.getLastError() : result;
    }

    // Waiting

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

    @Override
    public int waitid(int idtype, int id, @Nullable RawChild child, int options, @Nullable RawUsage usage) {
        Frame frame = FRAMES.get();
        long result = syscall(Abi.SYS_WAITID, idtype, id, frame.in(child), options, frame.in(usage), 0);
        frame.out(child);
        frame.out(usage);
        return (int) result;
    }

    // Creating

    @Override
    public int posixSpawn(SpawnPlan plan) {
        return FRAMES.get().posixSpawn(plan, c);
    }

    @Override
    public int clone(long function, long stackTop, int flags, long argument, @Nullable RawStatus parentTid) {
        Frame frame = FRAMES.get();
        int result = fold(c.clone(function, stackTop, flags, argument, frame.in(parentTid), 0, 0));
        frame.out(parentTid);
        return result;
    }

    @Override
    public long dlsym(String symbol) {
        return c.address(symbol);
    }

    @Override
    public long mmap(long length, int protection, int flags) {
        return fold(c.mmap(0, length, protection, flags, -1, 0));
    }

    @Override
    public int munmap(long address, long length) {
        return fold(c.munmap(address, length));
    }

    // Signals

    @Override
    public int kill(int pid, int signal) {
        return fold(c.kill(pid, signal));
    }

    @Override
    public int sigaction(int signal, @Nullable RawSigaction action, @Nullable RawSigaction old) {
        Frame frame = FRAMES.get();
        int result = fold(c.sigaction(signal, frame.in(action), frame.inOld(old)));
        frame.outOld(old);
        return result;
    }

    @Override
    public int pthreadSigmask(int how, @Nullable RawSignalSet set, @Nullable RawSignalSet old) {
        Frame frame = FRAMES.get();
        int error = c.pthread_sigmask(how, frame.in(set), frame.inOld(old));
        frame.outOld(old);
        return -error;
    }

    @Override
    public int sigpending(RawSignalSet set) {
        Frame frame = FRAMES.get();
        int result = fold(c.sigpending(frame.inOld(set)));
        frame.outOld(set);
        return result;
    }

    @Override
    public int sigtimedwait(RawSignalSet set, @Nullable RawChild child, long timeoutNanos) {
        Frame frame = FRAMES.get();
        int result = fold(c.sigtimedwait(frame.in(set), frame.in(child), frame.timeout(timeoutNanos)));
        frame.out(child);
        return result;
    }

    // Who is who

    @Override
    public int getpid() {
        return fold(c.getpid());
    }

    @Override
    public int getppid() {
        return fold(c.getppid());
    }

    @Override
    public int getpgid(int pid) {
        return fold(c.getpgid(pid));
    }

    @Override
    public int setpgid(int pid, int group) {
        return fold(c.setpgid(pid, group));
    }

    @Override
    public int getsid(int pid) {
        return fold(c.getsid(pid));
    }

    @Override
    public int setsid() {
        return fold(c.setsid());
    }

    // Resources

    @Override
    public int getrusage(int who, RawUsage usage) {
        Frame frame = FRAMES.get();
        int result = fold(c.getrusage(who, frame.in(usage)));
        frame.out(usage);
        return result;
    }

    @Override
    public long times(RawTimes times) {
        Frame frame = FRAMES.get();
        long result = fold(c.times(frame.in(times)));
        frame.out(times);
        return result;
    }

    @Override
    public int getrlimit(int resource, RawLimit limit) {
        Frame frame = FRAMES.get();
        int result = fold(c.getrlimit(resource, frame.in(limit)));
        frame.out(limit);
        return result;
    }

    @Override
    public int setrlimit(int resource, RawLimit limit) {
        return fold(c.setrlimit(resource, FRAMES.get().in(limit)));
    }

    @Override
    public int prctl(int option, long argument) {
        return fold(c.prctl(option, argument, 0, 0, 0));
    }

    @Override
    public int prctl(int option, RawStatus result) {
        Frame frame = FRAMES.get();
        int answer = fold(c.prctl(option, frame.in(result), 0, 0, 0));
        frame.out(result);
        return answer;
    }

    // Descriptors

    @Override
    public int epollCreate1(int flags) {
        return fold(c.epoll_create1(flags));
    }

    @Override
    public int epollCtl(int epoll, int operation, int fd, int events, long data) {
        return fold(c.epoll_ctl(epoll, operation, fd, FRAMES.get().event(events, data)));
    }

    @Override
    public int epollWait(int epoll, RawEvents events, int timeoutMillis) {
        Frame frame = FRAMES.get();
        int result = fold(c.epoll_wait(epoll, frame.in(events), events.capacity(), timeoutMillis));
        frame.out(events, result);
        return result;
    }

    @Override
    public int eventfd(int initial, int flags) {
        return fold(c.eventfd(initial, flags));
    }

    @Override
    public int poll(RawPoll poll, int timeoutMillis) {
        Frame frame = FRAMES.get();
        int result = fold(c.poll(frame.in(poll), poll.fds.length, timeoutMillis));
        frame.out(poll);
        return result;
    }

    @Override
    public int pipe2(RawPipe ends, int flags) {
        Frame frame = FRAMES.get();
        int result = fold(c.pipe2(frame.in(ends), flags));
        frame.out(ends);
        return result;
    }

    @Override
    public int read(int fd, byte[] bytes, int offset, int count) {
        Frame frame = FRAMES.get();
        int result = (int) fold(c.read(fd, frame.room(bytes, offset, count), count));
        frame.out(bytes, offset, result);
        return result;
    }

    @Override
    public int write(int fd, byte[] bytes, int offset, int count) {
        return (int) fold(c.write(fd, FRAMES.get().in(bytes, offset, count), count));
    }

    @Override
    public int close(int fd) {
        return fold(c.close(fd));
    }

    @Override
    public int fcntl(int fd, int command, long argument) {
        return fold(c.fcntl(fd, command, argument));
    }

    // The raw door

    @Override
    public long syscall(long number, long a, long b, long c, long d, long e, long f) {
        return fold(this.c.syscall(number, a, b, c, d, e, f));
    }
}
