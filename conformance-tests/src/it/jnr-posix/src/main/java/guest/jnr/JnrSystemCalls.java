package guest.jnr;

import jnr.posix.POSIX;
import jnr.posix.RLimit;
import posixwait.spi.Abi;
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

/** What jnr-posix has of the calls, as it is; {@code -ENOSYS} for the rest. */
final class JnrSystemCalls implements SystemCalls {
    private final POSIX posix;

    JnrSystemCalls(POSIX posix) {
        this.posix = posix;
    }

    private int fold(int result) {
        return result == -1 ? -posix.errno() : result;
    }

    private static int[] in(RawStatus status) {
        return status == null ? null : new int[] {status.value};
    }

    private static void out(RawStatus status, int[] stored) {
        if (status != null) {
            status.value = stored[0];
        }
    }

    @Override
    public int waitAny(RawStatus status) {
        int[] stored = in(status);
        int result = fold(posix.wait(stored));
        out(status, stored);
        return result;
    }

    @Override
    public int waitpid(int pid, RawStatus status, int options) {
        int[] stored = in(status);
        int result = fold(posix.waitpid(pid, stored, options));
        out(status, stored);
        return result;
    }

    @Override
    public int kill(int pid, int signal) {
        return fold(posix.kill(pid, signal));
    }

    @Override
    public int getpid() {
        return fold(posix.getpid());
    }

    @Override
    public int getppid() {
        return fold(posix.getppid());
    }

    @Override
    public int getpgid(int pid) {
        return fold(posix.getpgid(pid));
    }

    @Override
    public int setpgid(int pid, int group) {
        return fold(posix.setpgid(pid, group));
    }

    @Override
    public int setsid() {
        return fold(posix.setsid());
    }

    @Override
    public int setrlimit(int resource, RawLimit limit) {
        return fold(posix.setrlimit(resource, limit.soft, limit.hard));
    }

    @Override
    public int getrlimit(int resource, RawLimit limit) {
        RLimit stored = posix.getrlimit(resource);
        limit.soft = stored.rlimCur();
        limit.hard = stored.rlimMax();
        return 0;
    }

    @Override
    public int close(int fd) {
        return fold(posix.close(fd));
    }

    // What it does not have

    @Override
    public int waitid(int idtype, int id, RawChild child, int options) {
        return -Abi.ENOSYS;
    }

    @Override
    public int posixSpawn(SpawnPlan plan) {
        return -Abi.ENOSYS;
    }

    @Override
    public long mmap(long length, int protection, int flags) {
        return -Abi.ENOSYS;
    }

    @Override
    public int munmap(long address, long length) {
        return -Abi.ENOSYS;
    }

    @Override
    public int sigaction(int signal, RawSigaction action, RawSigaction old) {
        return -Abi.ENOSYS;
    }

    @Override
    public int pthreadSigmask(int how, RawSignalSet set, RawSignalSet old) {
        return -Abi.ENOSYS;
    }

    @Override
    public int sigpending(RawSignalSet set) {
        return -Abi.ENOSYS;
    }

    @Override
    public int sigtimedwait(RawSignalSet set, RawChild child, long timeoutNanos) {
        return -Abi.ENOSYS;
    }

    @Override
    public int getsid(int pid) {
        return -Abi.ENOSYS;
    }

    @Override
    public int getrusage(int who, RawUsage usage) {
        return -Abi.ENOSYS;
    }

    @Override
    public long times(RawTimes times) {
        return -Abi.ENOSYS;
    }

    @Override
    public int poll(RawPoll poll, int timeoutMillis) {
        return -Abi.ENOSYS;
    }

    @Override
    public int pipe2(RawPipe ends, int flags) {
        return -Abi.ENOSYS;
    }

    @Override
    public int read(int fd, byte[] bytes, int offset, int count) {
        return -Abi.ENOSYS;
    }

    @Override
    public int write(int fd, byte[] bytes, int offset, int count) {
        return -Abi.ENOSYS;
    }

    @Override
    public int fcntl(int fd, int command, long argument) {
        return -Abi.ENOSYS;
    }
}
