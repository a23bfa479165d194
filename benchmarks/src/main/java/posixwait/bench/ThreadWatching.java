package posixwait.bench;

import posixwait.Backend;
import posixwait.spi.RawStatus;

/** A thread for each child, which blocks in {@code waitpid(pid)}. */
final class ThreadWatching extends PidWatching {
    private final Threads threads;

    ThreadWatching(Backend backend, Kind kind, Threads threads, Ends ends) {
        super(backend, kind, ends);
        this.threads = threads;
    }

    @Override
    public void watch(int pid) {
        threads.start(() -> {
            int result = reap(pid, new RawStatus(), 0);
            if (result != pid) {
                throw new IllegalStateException("waitpid(" + pid + "): " + result);
            }
        });
    }
}
