package posixwait.bench;

import posixwait.Backend;
import posixwait.WaitStatus;
import posixwait.spi.Abi;
import posixwait.spi.RawStatus;
import posixwait.spi.SystemCalls;

/** What those have in common that watch pids by calls of their own. */
abstract class PidWatching implements Watching {
    private final SystemCalls calls;
    private final RawChildren children;
    private final Ends ends;

    PidWatching(Backend backend, Kind kind, Ends ends) {
        this.calls = backend.calls();
        this.children = RawChildren.of(backend, kind);
        this.ends = ends;
    }

    /**
     * Waits, and tells of a status.
     *
     * @param target a pid, or -1
     * @param status a carrier of the calling thread
     * @param options those of {@code waitpid}
     * @return the pid that was reaped, 0 or {@code -errno}
     */
    final int reap(int target, RawStatus status, int options) {
        int pid;
        do {
            pid = calls.waitpid(target, status, options);
        } while (pid == -Abi.EINTR);
        if (pid > 0) {
            ends.told(pid, WaitStatus.of(status.value) instanceof WaitStatus.Signaled);
        }
        return pid;
    }

    @Override
    public int make() {
        return children.make();
    }

    @Override
    public final boolean runsPrograms() {
        return children.arePrograms();
    }

    @Override
    public boolean makesAnyTime() {
        return true;
    }

    @Override
    public void close() {
        children.close();
    }
}
