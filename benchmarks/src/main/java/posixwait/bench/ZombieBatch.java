package posixwait.bench;

import posixwait.Backend;
import posixwait.BareChildren;
import posixwait.PosixException;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;

/** Bare children that have all ended, again and again, and what reaping them allocates on this thread. */
final class ZombieBatch {
    private final Backend backend;
    private final int[] pids;
    private final RawChild child = new RawChild();
    private BareChildren children;
    private long allocatedBefore;
    private long allocatedAfter;
    private long allocated;
    private long reaped;

    /** Plans batches of {@code size}. */
    ZombieBatch(Backend backend, int size) {
        this.backend = backend;
        this.pids = new int[size];
        this.children = new BareChildren(backend, size);
    }

    /** {@return the pids of the batch, in the order in which they were made} */
    int[] pids() {
        return pids;
    }

    /** Makes the next batch, and waits until all are zombies. */
    void make() {
        children.close();
        children = new BareChildren(backend, pids.length);
        for (int i = 0; i < pids.length; i++) {
            try {
                pids[i] = TrialSession.make(() -> children.exiting(0));
            } catch (PosixException e) {
                HostLimit limit = new HostLimit(String.valueOf(e.getMessage()), i, pids.length, e);
                TrialSession.save(Samples.skipped(String.valueOf(limit.getMessage())));
                throw limit;
            }
        }
        for (int pid : pids) {
            int ended = backend.calls().waitid(Abi.P_PID, pid, child, Abi.WEXITED | Abi.WNOWAIT);
            if (ended != 0) {
                throw new IllegalStateException("waitid for child " + pid + ": " + ended);
            }
        }
        startCounting();
    }

    /** Counts what is allocated from here on only. */
    void startCounting() {
        allocatedAfter = -1;
        allocatedBefore = AllocatedBytes.now();
    }

    /** Counts nothing more; {@link #end} does so as well. */
    void stopCounting() {
        if (allocatedAfter < 0) {
            allocatedAfter = AllocatedBytes.now();
        }
    }

    /**
     * Checks that all were reaped.
     *
     * @param counts whether what that allocated counts
     */
    void end(boolean counts) {
        stopCounting();
        if (counts) {
            allocated += allocatedAfter - allocatedBefore;
            reaped += pids.length;
        }
        int last = pids[pids.length - 1];
        int left = backend.calls().waitid(Abi.P_PID, last, child, Abi.WEXITED | Abi.WNOHANG | Abi.WNOWAIT);
        if (left != -Abi.ECHILD) {
            throw new IllegalStateException("child " + last + " was not reaped");
        }
    }

    /** Ends what of the children is left in this process. */
    void close() {
        children.close();
    }

    /** Hands over what was allocated, and ends the session. */
    void save() {
        close();
        TrialSession.leave();
        if (reaped > 0) {
            TrialSession.save(Samples.ofBytes((double) allocated / reaped));
        }
    }
}
