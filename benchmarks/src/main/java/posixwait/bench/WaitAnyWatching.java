package posixwait.bench;

import java.util.concurrent.locks.LockSupport;
import posixwait.Backend;
import posixwait.WaitStatus;
import posixwait.spi.Abi;
import posixwait.spi.RawStatus;
import posixwait.spi.SystemCalls;

/** One thread in a loop of {@code waitpid(-1)}, the way of those who own every child of their process. */
final class WaitAnyWatching implements Watching {
    private final SystemCalls calls;
    private final RawChildren children;
    private final Ends ends;
    private final Thread thread = new Thread(this::loop, "waitpid-any");
    private volatile boolean closed;

    WaitAnyWatching(Backend backend, RawChildren children, Ends ends) {
        this.calls = backend.calls();
        this.children = children;
        this.ends = ends;
        thread.setDaemon(true);
        thread.start();
    }

    private void loop() {
        RawStatus status = new RawStatus();
        while (!closed) {
            int pid = calls.waitpid(-1, status, 0);
            if (pid > 0) {
                ends.told(pid, WaitStatus.of(status.value) instanceof WaitStatus.Signaled);
            } else if (pid == -Abi.ECHILD) {
                // The first child unparks. One that was made between the call and this line has done so already.
                LockSupport.park(this);
            }
        }
    }

    @Override
    public int make() {
        int pid = children.make();
        LockSupport.unpark(thread);
        return pid;
    }

    @Override
    public void watch(int pid) {
        // It watches whatever there is.
    }

    @Override
    public boolean runsPrograms() {
        return children.arePrograms();
    }

    @Override
    public boolean makesAnyTime() {
        return true;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        children.close();
    }
}
