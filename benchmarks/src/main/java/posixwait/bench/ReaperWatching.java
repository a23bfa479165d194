package posixwait.bench;

import org.jspecify.annotations.Nullable;
import posixwait.Backend;
import posixwait.OnClose;
import posixwait.Reaper;
import posixwait.Registration;
import posixwait.Strategy;
import posixwait.WaitStatus;
import posixwait.Watch;

/** A {@link Reaper} that calls back on its own thread, or wakes a thread that waits for a child. */
final class ReaperWatching implements Watching {
    private final Reaper reaper;
    private final Strategy.Kind strategy;
    private final RawChildren children;
    private final @Nullable Threads threads;
    private final Ends ends;

    /**
     * Opens it.
     *
     * @param backend an opened backend
     * @param strategy how it is to learn of the ends; if it has to do otherwise, nothing is measured
     * @param kind what the children are
     * @param threads a thread of these waits for each child; {@code null} if the reaper's own thread calls back
     * @param ends what is told
     */
    ReaperWatching(Backend backend, Strategy.Kind strategy, Kind kind, @Nullable Threads threads, Ends ends) {
        this.reaper = Reaper.open(backend, OnClose.KILL);
        this.strategy = strategy;
        this.children = RawChildren.of(backend, kind);
        this.threads = threads;
        this.ends = ends;
    }

    @Override
    public int make() {
        return children.make();
    }

    @Override
    public void watch(int pid) {
        Registration registration = reaper.register(pid, Watch.ends());
        if (registration.strategy().kind() != strategy) {
            // Another strategy under this name would be a wrong figure, not a slow one.
            throw new HostLimit("a child goes by " + registration.strategy() + " where " + strategy + " is measured");
        }
        if (threads == null) {
            registration.onEnd(Runnable::run, fate -> ends.told(pid, fate instanceof WaitStatus.Signaled));
        } else {
            threads.start(() -> await(registration));
        }
    }

    private void await(Registration registration) {
        try {
            ends.told(registration.pid(), registration.await() instanceof WaitStatus.Signaled);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean runsPrograms() {
        return children.arePrograms();
    }

    @Override
    public boolean makesAnyTime() {
        // A bare child would hold copies of the pidfds of all others, and close them when it ends.
        return children.arePrograms();
    }

    @Override
    public void close() {
        reaper.close();
        children.close();
    }
}
