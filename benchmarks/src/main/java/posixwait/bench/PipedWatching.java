package posixwait.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import posixwait.Backend;
import posixwait.Errno;
import posixwait.OnClose;
import posixwait.PosixException;
import posixwait.Reaper;
import posixwait.Registration;
import posixwait.Spawn;
import posixwait.Strategy;
import posixwait.WaitStatus;
import posixwait.Watch;
import posixwait.spi.Abi;
import posixwait.spi.RawPipe;
import posixwait.spi.SystemCalls;

/**
 * A {@link Reaper} whose programs have three pipes each, as those of {@link Process} have by default.
 *
 * <p>A control: what it takes longer than a {@link Reaper} without pipes is the price of pipes, and what {@link Process} takes
 * longer than this is not. Nobody reads or writes. The ends of a child are closed as the JDK does it: after its status was
 * told, on the thread that reaped it, once it is known that nothing was left in those that can be read.
 */
final class PipedWatching implements Watching {
    private static final int STREAMS = 3;

    /** The order in which the JDK closes its ends: that of standard input last. */
    private static final int[] CLOSED = {1, 2, 0};

    private final SystemCalls calls;
    private final Backend backend;
    private final Reaper reaper;
    private final List<String> program;
    private final Ends ends;
    private final RawPipe pipe = new RawPipe();
    private final byte[] nothing = new byte[1];
    private final Map<Integer, int[]> made = new HashMap<>();
    private volatile boolean written;

    /**
     * Opens the reaper.
     *
     * @param backend an opened backend
     * @param kind what the children are: programs
     * @param ends what is told
     */
    PipedWatching(Backend backend, Kind kind, Ends ends) {
        if (kind.program().isEmpty()) {
            throw new IllegalArgumentException("bare children have no pipes");
        }
        this.calls = backend.calls();
        this.backend = backend;
        this.reaper = Reaper.open(backend, OnClose.KILL);
        this.program = kind.program();
        this.ends = ends;
    }

    @Override
    public int make() {
        Spawn spawn =
                Spawn.of(program.get(0), program.subList(1, program.size()).toArray(String[]::new));
        int[] here = new int[STREAMS];
        int[] theirs = new int[STREAMS];
        for (int stream = 0; stream < STREAMS; stream++) {
            int result = calls.pipe2(pipe, Abi.O_CLOEXEC);
            if (result < 0) {
                throw new PosixException("pipe2", "O_CLOEXEC", new Errno(-result));
            }
            here[stream] = stream == 0 ? pipe.writeEnd : pipe.readEnd;
            theirs[stream] = stream == 0 ? pipe.readEnd : pipe.writeEnd;
            spawn.pass(theirs[stream], stream);
        }
        int pid = spawn.start(backend).pid();
        for (int each : theirs) {
            calls.close(each);
        }
        made.put(pid, here);
        return pid;
    }

    @Override
    public void watch(int pid) {
        int[] here = made.remove(pid);
        if (here == null) {
            throw new IllegalArgumentException(pid + " is none of these, or watched already");
        }
        Registration registration = reaper.register(pid, Watch.ends());
        if (registration.strategy().kind() != Strategy.Kind.PIDFD) {
            throw new HostLimit("a child goes by " + registration.strategy() + " where pidfds are measured");
        }
        registration.onEnd(Runnable::run, fate -> {
            ends.told(pid, fate instanceof WaitStatus.Signaled);
            close(here);
        });
    }

    private void close(int[] here) {
        for (int stream : CLOSED) {
            if (stream != 0 && calls.read(here[stream], nothing, 0, 1) != 0) {
                written = true;
            }
            calls.close(here[stream]);
        }
    }

    @Override
    public boolean runsPrograms() {
        return true;
    }

    @Override
    public boolean makesAnyTime() {
        return true;
    }

    @Override
    public void close() {
        reaper.close();
        if (written) {
            throw new IllegalStateException("a child wrote into its pipes, where they were to be empty");
        }
    }
}
