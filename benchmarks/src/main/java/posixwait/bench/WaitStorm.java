package posixwait.bench;

import java.util.Objects;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import posixwait.Backend;
import posixwait.BareChildren;
import posixwait.Errno;
import posixwait.PosixException;
import posixwait.Spawn;
import posixwait.spi.Abi;
import posixwait.spi.RawStatus;
import posixwait.spi.SystemCalls;

/** A storm of children in a process group of their own, reaped by one thread that calls {@code waitpid} for the group. */
final class WaitStorm implements Storm {
    private final SystemCalls calls;
    private final int[] pids;
    private final long[] returned;
    private final RawStatus status = new RawStatus();
    private final AutoCloseable stacks;
    private int made;
    private int reaped;
    private int group;
    private long allocated;
    private @Nullable Release release;

    private WaitStorm(Backend backend, int count, AutoCloseable stacks, IntSupplier child, int signal, boolean join) {
        this.calls = backend.calls();
        this.pids = new int[count];
        this.returned = new long[count];
        this.stacks = stacks;
        try {
            while (made < count) {
                make(child, join);
            }
            for (int pid : pids) {
                Session.awaitSleep(pid);
            }
            release = new Release(calls, -group, signal);
        } catch (PosixException e) {
            close();
            if (e.errno().equals(Errno.EAGAIN)
                    || e.errno().number() == Abi.ENOMEM
                    || e.errno().equals(Errno.ENOENT)) {
                throw new HostLimit(String.valueOf(e.getMessage()), made, count, e);
            }
            throw e;
        } catch (OutOfMemoryError e) {
            // Of threads: the release has one.
            close();
            throw new HostLimit(String.valueOf(e.getMessage()), made, count, e);
        }
    }

    /** Gathers children that share this JVM's memory and run nothing. */
    static WaitStorm ofBareChildren(Backend backend, int count) {
        BareChildren children = new BareChildren(backend, count);
        return new WaitStorm(backend, count, children, children::pausing, Abi.SIGKILL, true);
    }

    /** Gathers children that run a program. */
    static WaitStorm ofPrograms(Backend backend, int count) {
        Group first = new Group();
        IntSupplier child = () -> {
            Spawn spawn = Spawn.of(PROGRAM.get(0), PROGRAM.get(1)).quiet().processGroup(first.leader);
            int pid = spawn.start(backend).pid();
            first.leader = first.leader == 0 ? pid : first.leader;
            return pid;
        };
        return new WaitStorm(backend, count, () -> {}, child, Abi.SIGTERM, false);
    }

    /** The group that programs are started in: the first one leads it. */
    private static final class Group {
        private int leader;
    }

    private void make(IntSupplier child, boolean join) {
        int pid = TrialSession.make(child::getAsInt);
        if (join) {
            int result = calls.setpgid(pid, group == 0 ? pid : group);
            if (result < 0) {
                calls.kill(pid, Abi.SIGKILL);
                calls.waitpid(pid, status, 0);
                throw new PosixException("setpgid", pid + ", " + group, new Errno(-result));
            }
        }
        group = group == 0 ? pid : group;
        pids[made++] = pid;
    }

    @Override
    public long[] drain() {
        Release armed = Objects.requireNonNull(release);
        long before = AllocatedBytes.now();
        armed.fire();
        // For the group, never for any child: those of others are none of ours.
        while (reaped < returned.length) {
            int pid = calls.waitpid(-group, status, 0);
            long now = System.nanoTime();
            if (pid > 0) {
                returned[reaped++] = now;
            } else if (pid != -Abi.EINTR) {
                throw new IllegalStateException("waitpid(-" + group + "): errno " + -pid);
            }
        }
        allocated = AllocatedBytes.now() - before;
        long start = armed.instant();
        long[] latencies = new long[returned.length];
        for (int i = 0; i < latencies.length; i++) {
            latencies[i] = returned[i] - start;
        }
        return latencies;
    }

    @Override
    public long allocatedBytes() {
        return allocated;
    }

    @Override
    public void close() {
        if (release != null) {
            release.cancel();
        }
        if (reaped < made) {
            calls.kill(-group, Abi.SIGKILL);
            while (reaped < made) {
                int pid = calls.waitpid(-group, status, 0);
                if (pid > 0) {
                    reaped++;
                } else if (pid != -Abi.EINTR) {
                    throw new IllegalStateException("waitpid(-" + group + "): errno " + -pid);
                }
            }
        }
        try {
            stacks.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
