package posixwait.bench;

import java.util.concurrent.locks.LockSupport;
import posixwait.Backend;
import posixwait.spi.Abi;
import posixwait.spi.RawStatus;

/** One thread in a loop of {@code waitpid(-1)}, the way of those who own every child of their process. */
final class WaitAnyWatching extends PidWatching {
    private final Thread thread = new Thread(this::loop, "waitpid-any");
    private volatile boolean closed;

    WaitAnyWatching(Backend backend, Kind kind, Ends ends) {
        super(backend, kind, ends);
        thread.setDaemon(true);
        thread.start();
    }

    private void loop() {
        RawStatus status = new RawStatus();
        while (!closed) {
            if (reap(-1, status, 0) == -Abi.ECHILD) {
                // The first child unparks. One that was made between the call and this line has done so already.
                LockSupport.park(this);
            }
        }
    }

    @Override
    public int make() {
        int pid = super.make();
        LockSupport.unpark(thread);
        return pid;
    }

    @Override
    public void watch(int pid) {
        // It watches whatever there is, but has to know that there is something, whoever made it.
        LockSupport.unpark(thread);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        super.close();
    }
}
