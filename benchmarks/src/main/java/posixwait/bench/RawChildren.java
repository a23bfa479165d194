package posixwait.bench;

import java.util.function.IntSupplier;
import posixwait.Backend;
import posixwait.BareChildren;
import posixwait.Spawn;

/** Makes children that are nothing but a pid, for those that watch pids. */
final class RawChildren implements AutoCloseable {
    private final IntSupplier maker;
    private final Runnable end;
    private final boolean programs;

    private RawChildren(IntSupplier maker, Runnable end, boolean programs) {
        this.maker = maker;
        this.end = end;
        this.programs = programs;
    }

    /** {@return what starts {@link Storm#PROGRAM} again and again} */
    static RawChildren running(Backend backend) {
        Spawn spawn = Spawn.of(Storm.PROGRAM.get(0), Storm.PROGRAM.get(1)).quiet();
        return new RawChildren(() -> spawn.start(backend).pid(), () -> {}, true);
    }

    /** {@return what makes bare children, {@code capacity} at the most} */
    static RawChildren bare(Backend backend, int capacity) {
        BareChildren children = new BareChildren(backend, capacity);
        return new RawChildren(children::pausing, children::close, false);
    }

    boolean arePrograms() {
        return programs;
    }

    int make() {
        return maker.getAsInt();
    }

    /** Gives their stacks back; every bare child has been reaped. */
    @Override
    public void close() {
        end.run();
    }
}
