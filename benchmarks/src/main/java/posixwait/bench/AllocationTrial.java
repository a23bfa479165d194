package posixwait.bench;

import java.time.Duration;
import java.util.Map;
import posixwait.Backend;
import posixwait.BareChildren;
import posixwait.Fate;
import posixwait.OnClose;
import posixwait.Reaper;
import posixwait.Registration;
import posixwait.Signal;
import posixwait.WaitStatus;
import posixwait.Watch;
import posixwait.spi.Abi;
import posixwait.spi.SystemCalls;

/**
 * What does one reap allocate on the heap, beyond the {@link Fate} that the caller receives?
 *
 * <p>Counted: everything that the thread allocates in {@link Reaper#drain}, of a reaper that this thread drives. Not counted:
 * registering, which is not an event.
 */
final class AllocationTrial {
    /** How many children there are at once, so that no host is asked for descriptors for all of them. */
    static final int BATCH = 500;

    private static final Duration AT_ONCE = Duration.ZERO;

    private final Backend backend;
    private final SystemCalls calls;

    AllocationTrial(Backend backend) {
        this.backend = backend;
        this.calls = backend.calls();
    }

    /**
     * Measures.
     *
     * @param n children that count, at least
     * @param warmups children that come before, at least
     */
    Readings measure(int n, int warmups) {
        try (Reaper reaper = Reaper.driven(backend, OnClose.KILL)) {
            for (int done = 0; done < warmups; done += BATCH) {
                batch(reaper);
                fates();
            }
            long allocated = 0;
            long reaped = 0;
            while (reaped < n) {
                allocated += batch(reaper);
                reaped += BATCH;
            }
            double each = (double) allocated / reaped;
            return Readings.of(Map.of(Readings.ALLOCATED, new double[] {each}, Readings.BEYOND_FATE, new double[] {
                each - (double) fates() / BATCH
            }));
        }
    }

    private long batch(Reaper reaper) {
        try (BareChildren children = new BareChildren(backend, BATCH)) {
            int[] pids = new int[BATCH];
            for (int i = 0; i < BATCH; i++) {
                pids[i] = TrialSession.make(children::pausing);
            }
            Registration[] registrations = new Registration[BATCH];
            for (int i = 0; i < BATCH; i++) {
                registrations[i] = reaper.register(pids[i], Watch.ends());
            }
            for (int pid : pids) {
                calls.kill(pid, Abi.SIGKILL);
                awaitZombie(pid);
            }
            long before = AllocatedBytes.now();
            int left = BATCH;
            while (left > 0) {
                left -= reaper.drain(AT_ONCE, registration -> {});
            }
            long allocated = AllocatedBytes.now() - before;
            for (Registration registration : registrations) {
                if (!registration.fate().join().equals(killed())) {
                    throw new IllegalStateException(registration.toString());
                }
            }
            return allocated;
        }
    }

    private void awaitZombie(int pid) {
        int result;
        do {
            result = calls.waitid(Abi.P_PID, pid, null, Abi.WEXITED | Abi.WNOWAIT);
        } while (result == -Abi.EINTR);
        if (result < 0) {
            throw new IllegalStateException("waitid: errno " + -result);
        }
    }

    private static WaitStatus killed() {
        return new WaitStatus.Signaled(new Signal(Abi.SIGKILL), false);
    }

    /** {@return what as many fates take that are the same as those the reaper tells} */
    private static long fates() {
        Fate[] fates = new Fate[BATCH];
        long before = AllocatedBytes.now();
        for (int i = 0; i < BATCH; i++) {
            fates[i] = killed();
        }
        long allocated = AllocatedBytes.now() - before;
        if (fates[BATCH - 1] == null) {
            throw new IllegalStateException();
        }
        return allocated;
    }
}
