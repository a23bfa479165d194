package posixwait.live;

import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import posixwait.Backend;
import posixwait.spi.Abi;
import posixwait.spi.ForwardingSystemCalls;
import posixwait.spi.RawChild;
import posixwait.spi.RawStatus;
import posixwait.spi.RawUsage;
import posixwait.spi.SystemCalls;

/** Notes every wait, as {@code strace} would, and which of them could have taken the status of somebody else's child. */
final class NotedWaits extends ForwardingSystemCalls {
    private final AtomicLong waits = new AtomicLong();
    private final Queue<String> tooBroad = new ConcurrentLinkedQueue<>();

    private NotedWaits(SystemCalls calls) {
        super(calls);
    }

    static NotedWaits over(Backend backend) {
        return new NotedWaits(backend.calls());
    }

    Backend backend(Backend like) {
        return new Backend(like.name(), like.binding(), this);
    }

    /** {@return how many waits were made} */
    long count() {
        return waits.get();
    }

    /** {@return those for any child, or for a group} */
    Collection<String> tooBroad() {
        return tooBroad;
    }

    private void note(boolean ofOneChild, String call) {
        waits.incrementAndGet();
        if (!ofOneChild) {
            tooBroad.add(call);
        }
    }

    @Override
    public int waitAny(RawStatus status) {
        note(false, "wait");
        return super.waitAny(status);
    }

    @Override
    public int waitpid(int pid, RawStatus status, int options) {
        note(pid > 0, "waitpid " + pid);
        return super.waitpid(pid, status, options);
    }

    @Override
    public int waitid(int idtype, int id, RawChild child, int options) {
        note(idtype == Abi.P_PID || idtype == Abi.P_PIDFD, "waitid of id type " + idtype);
        return super.waitid(idtype, id, child, options);
    }

    @Override
    public int waitid(int idtype, int id, RawChild child, int options, RawUsage usage) {
        note(idtype == Abi.P_PID || idtype == Abi.P_PIDFD, "waitid of id type " + idtype);
        return super.waitid(idtype, id, child, options, usage);
    }

    @Override
    public int wait3(RawStatus status, int options, RawUsage usage) {
        note(false, "wait3");
        return super.wait3(status, options, usage);
    }

    @Override
    public int wait4(int pid, RawStatus status, int options, RawUsage usage) {
        note(pid > 0, "wait4 " + pid);
        return super.wait4(pid, status, options, usage);
    }

    @Override
    public long syscall(long number, long a, long b, long c, long d, long e, long f) {
        note(number != Abi.SYS_WAITID && number != Abi.SYS_WAIT4, "syscall " + number);
        return super.syscall(number, a, b, c, d, e, f);
    }
}
