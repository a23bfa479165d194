package posixwait.bench;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import posixwait.Backend;
import posixwait.spi.RawStatus;

/**
 * One thread that calls {@code waitpid(pid)} for one child after the other, in the order in which they are watched: the way
 * of those who may not take others' children, and need to know only when all have ended.
 */
final class WaitEachWatching extends PidWatching {
    private final BlockingQueue<Integer> pids = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::loop, "waitpid-each");

    WaitEachWatching(Backend backend, Kind kind, Ends ends) {
        super(backend, kind, ends);
        thread.setDaemon(true);
        thread.start();
    }

    private void loop() {
        RawStatus status = new RawStatus();
        try {
            while (true) {
                int pid = pids.take();
                int result = reap(pid, status, 0);
                if (result != pid) {
                    throw new IllegalStateException("waitpid(" + pid + "): " + result);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    @Override
    public void watch(int pid) {
        pids.add(pid);
    }

    @Override
    public void close() {
        thread.interrupt();
        super.close();
    }
}
