package posixwait.bench;

import java.io.UncheckedIOException;
import posixwait.Errno;
import posixwait.PosixException;
import posixwait.spi.Abi;
import posixwait.spi.RawSigaction;
import posixwait.spi.SystemCalls;

/**
 * Children that one call of {@code kill} reaches, whoever started them.
 *
 * <p>The JDK and others start programs in the process group of this JVM, so programs stay there, all of them, and the signal
 * is one that this JVM ignores at that moment. Bare children block all but the last signal, so they get a group of their own.
 */
final class Crowd implements AutoCloseable {
    private final SystemCalls calls;
    private final int[] pids;
    private final RawSigaction before = new RawSigaction();
    private final int target;
    private final int signal;

    private Crowd(SystemCalls calls, int[] pids, boolean programs) {
        this.calls = calls;
        this.pids = pids;
        if (programs) {
            int group = calls.getpgid(0);
            if (group != calls.getpid()) {
                throw new IllegalStateException("a kill would reach strangers: this JVM shares group " + group);
            }
            target = -group;
            signal = Abi.SIGTERM;
            RawSigaction ignore = new RawSigaction();
            ignore.handler = Abi.SIG_IGN;
            // Not before the programs were started: they would inherit it.
            calls.sigaction(signal, ignore, before);
        } else {
            for (int pid : pids) {
                int result = calls.setpgid(pid, pids[0]);
                if (result < 0) {
                    throw new PosixException("setpgid", pid + ", " + pids[0], new Errno(-result));
                }
            }
            target = -pids[0];
            signal = Abi.SIGKILL;
        }
    }

    /**
     * Takes children together.
     *
     * @param calls of the JVM that started them
     * @param watching what started them
     * @param pids of {@link #make}, 1 or more
     */
    static Crowd of(SystemCalls calls, Watching watching, int[] pids) {
        return new Crowd(calls, pids, watching.runsPrograms());
    }

    /**
     * Starts children and waits until all of them are asleep.
     *
     * @param watching starts them; they are not watched yet
     * @param count how many
     * @return their pids
     * @throws HostLimit if the host does not allow so many
     */
    static int[] make(Watching watching, int count) {
        int[] pids = new int[count];
        for (int i = 0; i < count; i++) {
            try {
                pids[i] = TrialSession.make(watching::make);
            } catch (PosixException | UncheckedIOException | OutOfMemoryError e) {
                // Of threads, where each child needs one.
                throw new HostLimit(String.valueOf(e.getMessage()), i, count, e);
            }
        }
        for (int pid : pids) {
            Session.awaitSleep(pid);
        }
        return pids;
    }

    /**
     * Watches children.
     *
     * @throws HostLimit if the host does not allow the threads for so many
     */
    static void watch(Watching watching, int... pids) {
        for (int i = 0; i < pids.length; i++) {
            try {
                watching.watch(pids[i]);
            } catch (OutOfMemoryError e) {
                throw new HostLimit(String.valueOf(e.getMessage()), i, pids.length, e);
            }
        }
    }

    int[] pids() {
        return pids;
    }

    /** {@return what kills all of them} */
    Release release() {
        return new Release(calls, target, signal);
    }

    /** Takes {@code SIGTERM} again as before. */
    @Override
    public void close() {
        if (signal == Abi.SIGTERM) {
            calls.sigaction(Abi.SIGTERM, before, null);
        }
    }
}
