package posixwait.ffm;

import static posixwait.ffm.Downcalls.ADDRESS;
import static posixwait.ffm.Downcalls.INT;
import static posixwait.ffm.Downcalls.LONG;
import static posixwait.ffm.Downcalls.here;
import static posixwait.ffm.Downcalls.link;
import static posixwait.ffm.Downcalls.linkVariadic;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;
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
import posixwait.spi.SpawnSymbols;
import posixwait.spi.SystemCalls;

/** The calls, through {@link Downcalls}. Initializing the class links every symbol. */
final class FfmSystemCalls implements SystemCalls {
    private static final MethodHandle WAIT = link("wait", INT, ADDRESS);
    private static final MethodHandle WAITPID = link("waitpid", INT, INT, ADDRESS, INT);
    private static final MethodHandle WAITID = link("waitid", INT, INT, INT, ADDRESS, INT);
    private static final MethodHandle WAIT3 = link("wait3", INT, ADDRESS, INT, ADDRESS);
    private static final MethodHandle WAIT4 = link("wait4", INT, INT, ADDRESS, INT, ADDRESS);

    private static final MethodHandle CLONE =
            linkVariadic("clone", 4, INT, ADDRESS, ADDRESS, INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    private static final MethodHandle MMAP = link("mmap", ADDRESS, ADDRESS, LONG, INT, INT, INT, LONG);
    private static final MethodHandle MUNMAP = link("munmap", INT, ADDRESS, LONG);

    private static final MethodHandle KILL = link("kill", INT, INT, INT);
    private static final MethodHandle SIGACTION = link("sigaction", INT, INT, ADDRESS, ADDRESS);
    private static final MethodHandle PTHREAD_SIGMASK = link("pthread_sigmask", INT, INT, ADDRESS, ADDRESS);
    private static final MethodHandle SIGPENDING = link("sigpending", INT, ADDRESS);
    private static final MethodHandle SIGTIMEDWAIT = link("sigtimedwait", INT, ADDRESS, ADDRESS, ADDRESS);

    private static final MethodHandle GETPID = link("getpid", INT);
    private static final MethodHandle GETPPID = link("getppid", INT);
    private static final MethodHandle GETPGID = link("getpgid", INT, INT);
    private static final MethodHandle SETPGID = link("setpgid", INT, INT, INT);
    private static final MethodHandle GETSID = link("getsid", INT, INT);
    private static final MethodHandle SETSID = link("setsid", INT);

    private static final MethodHandle GETRUSAGE = link("getrusage", INT, INT, ADDRESS);
    private static final MethodHandle TIMES = link("times", LONG, ADDRESS);
    private static final MethodHandle GETRLIMIT = link("getrlimit", INT, INT, ADDRESS);
    private static final MethodHandle SETRLIMIT = link("setrlimit", INT, INT, ADDRESS);
    private static final MethodHandle PRCTL = linkVariadic("prctl", 1, INT, INT, LONG, LONG, LONG, LONG);

    private static final MethodHandle EPOLL_CREATE1 = link("epoll_create1", INT, INT);
    private static final MethodHandle EPOLL_CTL = link("epoll_ctl", INT, INT, INT, INT, ADDRESS);
    private static final MethodHandle EPOLL_WAIT = link("epoll_wait", INT, INT, ADDRESS, INT, INT);
    private static final MethodHandle EVENTFD = link("eventfd", INT, INT, INT);
    private static final MethodHandle POLL = link("poll", INT, ADDRESS, LONG, INT);
    private static final MethodHandle PIPE2 = link("pipe2", INT, ADDRESS, INT);
    private static final MethodHandle READ = link("read", LONG, INT, ADDRESS, LONG);
    private static final MethodHandle WRITE = link("write", LONG, INT, ADDRESS, LONG);
    private static final MethodHandle CLOSE = link("close", INT, INT);
    private static final MethodHandle FCNTL = linkVariadic("fcntl", 2, INT, INT, INT, LONG);

    private static final MethodHandle SYSCALL =
            linkVariadic("syscall", 1, LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG);

    private static final SpawnSymbols SPAWN = new FfmSpawnSymbols();

    // Waiting

    @Override
    public int waitAny(@Nullable RawStatus status) {
        Downcalls c = here();
        int result = (int) c.call(WAIT, c.frame.in(status));
        c.frame.out(status);
        return result;
    }

    @Override
    public int waitpid(int pid, @Nullable RawStatus status, int options) {
        Downcalls c = here();
        int result = (int) c.call(WAITPID, pid, c.frame.in(status), options);
        c.frame.out(status);
        return result;
    }

    @Override
    public int waitid(int idtype, int id, @Nullable RawChild child, int options) {
        Downcalls c = here();
        int result = (int) c.call(WAITID, idtype, id, c.frame.in(child), options);
        c.frame.out(child);
        return result;
    }

    @Override
    public int wait3(@Nullable RawStatus status, int options, @Nullable RawUsage usage) {
        Downcalls c = here();
        int result = (int) c.call(WAIT3, c.frame.in(status), options, c.frame.in(usage));
        c.frame.out(status);
        c.frame.out(usage);
        return result;
    }

    @Override
    public int wait4(int pid, @Nullable RawStatus status, int options, @Nullable RawUsage usage) {
        Downcalls c = here();
        int result = (int) c.call(WAIT4, pid, c.frame.in(status), options, c.frame.in(usage));
        c.frame.out(status);
        c.frame.out(usage);
        return result;
    }

    @Override
    public int waitid(int idtype, int id, @Nullable RawChild child, int options, @Nullable RawUsage usage) {
        Downcalls c = here();
        long result = syscall(Abi.SYS_WAITID, idtype, id, c.frame.in(child), options, c.frame.in(usage), 0);
        c.frame.out(child);
        c.frame.out(usage);
        return (int) result;
    }

    // Creating

    @Override
    public int posixSpawn(SpawnPlan plan) {
        return here().frame.posixSpawn(plan, SPAWN);
    }

    @Override
    public int clone(long function, long stackTop, int flags, long argument, @Nullable RawStatus parentTid) {
        Downcalls c = here();
        int result = (int) c.call(CLONE, function, stackTop, flags, argument, c.frame.in(parentTid), 0, 0);
        c.frame.out(parentTid);
        return result;
    }

    @Override
    public long dlsym(String symbol) {
        return Downcalls.address(symbol);
    }

    @Override
    public long mmap(long length, int protection, int flags) {
        return here().call(MMAP, 0, length, protection, flags, -1, 0);
    }

    @Override
    public int munmap(long address, long length) {
        return (int) here().call(MUNMAP, address, length);
    }

    // Signals

    @Override
    public int kill(int pid, int signal) {
        return (int) here().call(KILL, pid, signal);
    }

    @Override
    public int sigaction(int signal, @Nullable RawSigaction action, @Nullable RawSigaction old) {
        Downcalls c = here();
        int result = (int) c.call(SIGACTION, signal, c.frame.in(action), c.frame.inOld(old));
        c.frame.outOld(old);
        return result;
    }

    @Override
    public int pthreadSigmask(int how, @Nullable RawSignalSet set, @Nullable RawSignalSet old) {
        Downcalls c = here();
        int error = (int) c.call(PTHREAD_SIGMASK, how, c.frame.in(set), c.frame.inOld(old));
        c.frame.outOld(old);
        return -error;
    }

    @Override
    public int sigpending(RawSignalSet set) {
        Downcalls c = here();
        int result = (int) c.call(SIGPENDING, c.frame.inOld(set));
        c.frame.outOld(set);
        return result;
    }

    @Override
    public int sigtimedwait(RawSignalSet set, @Nullable RawChild child, long timeoutNanos) {
        Downcalls c = here();
        int result = (int) c.call(SIGTIMEDWAIT, c.frame.in(set), c.frame.in(child), c.frame.timeout(timeoutNanos));
        c.frame.out(child);
        return result;
    }

    // Who is who

    @Override
    public int getpid() {
        return (int) here().call(GETPID);
    }

    @Override
    public int getppid() {
        return (int) here().call(GETPPID);
    }

    @Override
    public int getpgid(int pid) {
        return (int) here().call(GETPGID, pid);
    }

    @Override
    public int setpgid(int pid, int group) {
        return (int) here().call(SETPGID, pid, group);
    }

    @Override
    public int getsid(int pid) {
        return (int) here().call(GETSID, pid);
    }

    @Override
    public int setsid() {
        return (int) here().call(SETSID);
    }

    // Resources

    @Override
    public int getrusage(int who, RawUsage usage) {
        Downcalls c = here();
        int result = (int) c.call(GETRUSAGE, who, c.frame.in(usage));
        c.frame.out(usage);
        return result;
    }

    @Override
    public long times(RawTimes times) {
        Downcalls c = here();
        long result = c.call(TIMES, c.frame.in(times));
        c.frame.out(times);
        return result;
    }

    @Override
    public int getrlimit(int resource, RawLimit limit) {
        Downcalls c = here();
        int result = (int) c.call(GETRLIMIT, resource, c.frame.in(limit));
        c.frame.out(limit);
        return result;
    }

    @Override
    public int setrlimit(int resource, RawLimit limit) {
        Downcalls c = here();
        return (int) c.call(SETRLIMIT, resource, c.frame.in(limit));
    }

    @Override
    public int prctl(int option, long argument) {
        return (int) here().call(PRCTL, option, argument, 0, 0, 0);
    }

    @Override
    public int prctl(int option, RawStatus result) {
        Downcalls c = here();
        int answer = (int) c.call(PRCTL, option, c.frame.in(result), 0, 0, 0);
        c.frame.out(result);
        return answer;
    }

    // Descriptors

    @Override
    public int epollCreate1(int flags) {
        return (int) here().call(EPOLL_CREATE1, flags);
    }

    @Override
    public int epollCtl(int epoll, int operation, int fd, int events, long data) {
        Downcalls c = here();
        return (int) c.call(EPOLL_CTL, epoll, operation, fd, c.frame.event(events, data));
    }

    @Override
    public int epollWait(int epoll, RawEvents events, int timeoutMillis) {
        Downcalls c = here();
        int result = (int) c.call(EPOLL_WAIT, epoll, c.frame.in(events), events.capacity(), timeoutMillis);
        c.frame.out(events, result);
        return result;
    }

    @Override
    public int eventfd(int initial, int flags) {
        return (int) here().call(EVENTFD, initial, flags);
    }

    @Override
    public int poll(RawPoll poll, int timeoutMillis) {
        Downcalls c = here();
        int result = (int) c.call(POLL, c.frame.in(poll), poll.fds.length, timeoutMillis);
        c.frame.out(poll);
        return result;
    }

    @Override
    public int pipe2(RawPipe ends, int flags) {
        Downcalls c = here();
        int result = (int) c.call(PIPE2, c.frame.in(ends), flags);
        c.frame.out(ends);
        return result;
    }

    @Override
    public int read(int fd, byte[] bytes, int offset, int count) {
        Downcalls c = here();
        int result = (int) c.call(READ, fd, c.frame.room(bytes, offset, count), count);
        c.frame.out(bytes, offset, result);
        return result;
    }

    @Override
    public int write(int fd, byte[] bytes, int offset, int count) {
        Downcalls c = here();
        return (int) c.call(WRITE, fd, c.frame.in(bytes, offset, count), count);
    }

    @Override
    public int close(int fd) {
        return (int) here().call(CLOSE, fd);
    }

    @Override
    public int fcntl(int fd, int command, long argument) {
        return (int) here().call(FCNTL, fd, command, argument);
    }

    // The raw door

    @Override
    public long syscall(long number, long a, long b, long c, long d, long e, long f) {
        return here().call(SYSCALL, number, a, b, c, d, e, f);
    }
}
