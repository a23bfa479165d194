package posixwait.spi;

import org.jspecify.annotations.Nullable;

/**
 * Makes every call by other calls, those that a backend may lack included: for what counts, logs or changes a call of a
 * backend and leaves the rest to it. Overrides of one call do not affect another.
 *
 * <p>A decorated backend is {@code new Backend(name, binding, new Counting(backend.calls()))}.
 */
public class ForwardingSystemCalls implements SystemCalls {
    /** What makes the calls. */
    protected final SystemCalls delegate;

    /**
     * Takes what makes the calls.
     *
     * @param delegate the calls of a backend
     */
    protected ForwardingSystemCalls(SystemCalls delegate) {
        this.delegate = delegate;
    }

    @Override
    public int waitAny(@Nullable RawStatus status) {
        return delegate.waitAny(status);
    }

    @Override
    public int waitpid(int pid, @Nullable RawStatus status, int options) {
        return delegate.waitpid(pid, status, options);
    }

    @Override
    public int waitid(int idtype, int id, @Nullable RawChild child, int options) {
        return delegate.waitid(idtype, id, child, options);
    }

    @Override
    public int wait3(@Nullable RawStatus status, int options, @Nullable RawUsage usage) {
        return delegate.wait3(status, options, usage);
    }

    @Override
    public int wait4(int pid, @Nullable RawStatus status, int options, @Nullable RawUsage usage) {
        return delegate.wait4(pid, status, options, usage);
    }

    @Override
    public int waitid(int idtype, int id, @Nullable RawChild child, int options, @Nullable RawUsage usage) {
        return delegate.waitid(idtype, id, child, options, usage);
    }

    @Override
    public int posixSpawn(SpawnPlan plan) {
        return delegate.posixSpawn(plan);
    }

    @Override
    public int clone(long function, long stackTop, int flags, long argument, @Nullable RawStatus parentTid) {
        return delegate.clone(function, stackTop, flags, argument, parentTid);
    }

    @Override
    public long dlsym(String symbol) {
        return delegate.dlsym(symbol);
    }

    @Override
    public long mmap(long length, int protection, int flags) {
        return delegate.mmap(length, protection, flags);
    }

    @Override
    public int munmap(long address, long length) {
        return delegate.munmap(address, length);
    }

    @Override
    public int kill(int pid, int signal) {
        return delegate.kill(pid, signal);
    }

    @Override
    public int tgkill(int pid, int tid, int signal) {
        return delegate.tgkill(pid, tid, signal);
    }

    @Override
    public int sigaction(int signal, @Nullable RawSigaction action, @Nullable RawSigaction old) {
        return delegate.sigaction(signal, action, old);
    }

    @Override
    public int pthreadSigmask(int how, @Nullable RawSignalSet set, @Nullable RawSignalSet old) {
        return delegate.pthreadSigmask(how, set, old);
    }

    @Override
    public int sigpending(RawSignalSet set) {
        return delegate.sigpending(set);
    }

    @Override
    public int sigtimedwait(RawSignalSet set, @Nullable RawChild child, long timeoutNanos) {
        return delegate.sigtimedwait(set, child, timeoutNanos);
    }

    @Override
    public int getpid() {
        return delegate.getpid();
    }

    @Override
    public int getppid() {
        return delegate.getppid();
    }

    @Override
    public int gettid() {
        return delegate.gettid();
    }

    @Override
    public int getpgid(int pid) {
        return delegate.getpgid(pid);
    }

    @Override
    public int setpgid(int pid, int group) {
        return delegate.setpgid(pid, group);
    }

    @Override
    public int getsid(int pid) {
        return delegate.getsid(pid);
    }

    @Override
    public int setsid() {
        return delegate.setsid();
    }

    @Override
    public int getrusage(int who, RawUsage usage) {
        return delegate.getrusage(who, usage);
    }

    @Override
    public long times(RawTimes times) {
        return delegate.times(times);
    }

    @Override
    public int getrlimit(int resource, RawLimit limit) {
        return delegate.getrlimit(resource, limit);
    }

    @Override
    public int setrlimit(int resource, RawLimit limit) {
        return delegate.setrlimit(resource, limit);
    }

    @Override
    public int prctl(int option, long argument) {
        return delegate.prctl(option, argument);
    }

    @Override
    public int prctl(int option, RawStatus result) {
        return delegate.prctl(option, result);
    }

    @Override
    public int pidfdOpen(int pid, int flags) {
        return delegate.pidfdOpen(pid, flags);
    }

    @Override
    public int pidfdSendSignal(int pidfd, int signal, int flags) {
        return delegate.pidfdSendSignal(pidfd, signal, flags);
    }

    @Override
    public int epollCreate1(int flags) {
        return delegate.epollCreate1(flags);
    }

    @Override
    public int epollCtl(int epoll, int operation, int fd, int events, long data) {
        return delegate.epollCtl(epoll, operation, fd, events, data);
    }

    @Override
    public int epollWait(int epoll, RawEvents events, int timeoutMillis) {
        return delegate.epollWait(epoll, events, timeoutMillis);
    }

    @Override
    public int eventfd(int initial, int flags) {
        return delegate.eventfd(initial, flags);
    }

    @Override
    public int poll(RawPoll poll, int timeoutMillis) {
        return delegate.poll(poll, timeoutMillis);
    }

    @Override
    public int pipe2(RawPipe ends, int flags) {
        return delegate.pipe2(ends, flags);
    }

    @Override
    public int read(int fd, byte[] bytes, int offset, int count) {
        return delegate.read(fd, bytes, offset, count);
    }

    @Override
    public int write(int fd, byte[] bytes, int offset, int count) {
        return delegate.write(fd, bytes, offset, count);
    }

    @Override
    public int close(int fd) {
        return delegate.close(fd);
    }

    @Override
    public int fcntl(int fd, int command, long argument) {
        return delegate.fcntl(fd, command, argument);
    }

    @Override
    public long syscall(long number, long a, long b, long c, long d, long e, long f) {
        return delegate.syscall(number, a, b, c, d, e, f);
    }
}
