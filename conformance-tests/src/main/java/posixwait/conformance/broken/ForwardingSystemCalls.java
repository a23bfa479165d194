package posixwait.conformance.broken;

import org.jspecify.annotations.Nullable;
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

/** Makes every call with other calls: what changes one overrides it. */
class ForwardingSystemCalls implements SystemCalls {
    protected final SystemCalls good;

    ForwardingSystemCalls(SystemCalls good) {
        this.good = good;
    }

    @Override
    public int waitAny(@Nullable RawStatus status) {
        return good.waitAny(status);
    }

    @Override
    public int waitpid(int pid, @Nullable RawStatus status, int options) {
        return good.waitpid(pid, status, options);
    }

    @Override
    public int waitid(int idtype, int id, @Nullable RawChild child, int options) {
        return good.waitid(idtype, id, child, options);
    }

    @Override
    public int wait3(@Nullable RawStatus status, int options, @Nullable RawUsage usage) {
        return good.wait3(status, options, usage);
    }

    @Override
    public int wait4(int pid, @Nullable RawStatus status, int options, @Nullable RawUsage usage) {
        return good.wait4(pid, status, options, usage);
    }

    @Override
    public int waitid(int idtype, int id, @Nullable RawChild child, int options, @Nullable RawUsage usage) {
        return good.waitid(idtype, id, child, options, usage);
    }

    @Override
    public int posixSpawn(SpawnPlan plan) {
        return good.posixSpawn(plan);
    }

    @Override
    public int clone(long function, long stackTop, int flags, long argument, @Nullable RawStatus parentTid) {
        return good.clone(function, stackTop, flags, argument, parentTid);
    }

    @Override
    public long dlsym(String symbol) {
        return good.dlsym(symbol);
    }

    @Override
    public long mmap(long length, int protection, int flags) {
        return good.mmap(length, protection, flags);
    }

    @Override
    public int munmap(long address, long length) {
        return good.munmap(address, length);
    }

    @Override
    public int kill(int pid, int signal) {
        return good.kill(pid, signal);
    }

    @Override
    public int tgkill(int pid, int tid, int signal) {
        return good.tgkill(pid, tid, signal);
    }

    @Override
    public int sigaction(int signal, @Nullable RawSigaction action, @Nullable RawSigaction old) {
        return good.sigaction(signal, action, old);
    }

    @Override
    public int pthreadSigmask(int how, @Nullable RawSignalSet set, @Nullable RawSignalSet old) {
        return good.pthreadSigmask(how, set, old);
    }

    @Override
    public int sigpending(RawSignalSet set) {
        return good.sigpending(set);
    }

    @Override
    public int sigtimedwait(RawSignalSet set, @Nullable RawChild child, long timeoutNanos) {
        return good.sigtimedwait(set, child, timeoutNanos);
    }

    @Override
    public int getpid() {
        return good.getpid();
    }

    @Override
    public int getppid() {
        return good.getppid();
    }

    @Override
    public int gettid() {
        return good.gettid();
    }

    @Override
    public int getpgid(int pid) {
        return good.getpgid(pid);
    }

    @Override
    public int setpgid(int pid, int group) {
        return good.setpgid(pid, group);
    }

    @Override
    public int getsid(int pid) {
        return good.getsid(pid);
    }

    @Override
    public int setsid() {
        return good.setsid();
    }

    @Override
    public int getrusage(int who, RawUsage usage) {
        return good.getrusage(who, usage);
    }

    @Override
    public long times(RawTimes times) {
        return good.times(times);
    }

    @Override
    public int getrlimit(int resource, RawLimit limit) {
        return good.getrlimit(resource, limit);
    }

    @Override
    public int setrlimit(int resource, RawLimit limit) {
        return good.setrlimit(resource, limit);
    }

    @Override
    public int prctl(int option, long argument) {
        return good.prctl(option, argument);
    }

    @Override
    public int prctl(int option, RawStatus result) {
        return good.prctl(option, result);
    }

    @Override
    public int pidfdOpen(int pid, int flags) {
        return good.pidfdOpen(pid, flags);
    }

    @Override
    public int pidfdSendSignal(int pidfd, int signal, int flags) {
        return good.pidfdSendSignal(pidfd, signal, flags);
    }

    @Override
    public int epollCreate1(int flags) {
        return good.epollCreate1(flags);
    }

    @Override
    public int epollCtl(int epoll, int operation, int fd, int events, long data) {
        return good.epollCtl(epoll, operation, fd, events, data);
    }

    @Override
    public int epollWait(int epoll, RawEvents events, int timeoutMillis) {
        return good.epollWait(epoll, events, timeoutMillis);
    }

    @Override
    public int eventfd(int initial, int flags) {
        return good.eventfd(initial, flags);
    }

    @Override
    public int poll(RawPoll poll, int timeoutMillis) {
        return good.poll(poll, timeoutMillis);
    }

    @Override
    public int pipe2(RawPipe ends, int flags) {
        return good.pipe2(ends, flags);
    }

    @Override
    public int read(int fd, byte[] bytes, int offset, int count) {
        return good.read(fd, bytes, offset, count);
    }

    @Override
    public int write(int fd, byte[] bytes, int offset, int count) {
        return good.write(fd, bytes, offset, count);
    }

    @Override
    public int close(int fd) {
        return good.close(fd);
    }

    @Override
    public int fcntl(int fd, int command, long argument) {
        return good.fcntl(fd, command, argument);
    }

    @Override
    public long syscall(long number, long a, long b, long c, long d, long e, long f) {
        return good.syscall(number, a, b, c, d, e, f);
    }
}
