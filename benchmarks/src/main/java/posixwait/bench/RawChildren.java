package posixwait.bench;

import java.util.List;
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

    /** {@return what makes children of a kind} */
    static RawChildren of(Backend backend, Kind kind) {
        if (kind.bare() > 0) {
            BareChildren children = new BareChildren(backend, kind.bare());
            return new RawChildren(children::pausing, children::close, false);
        }
        List<String> command = kind.program();
        Spawn spawn = Spawn.of(
                        command.get(0), command.subList(1, command.size()).toArray(String[]::new))
                .quiet();
        return new RawChildren(() -> spawn.start(backend).pid(), () -> {}, true);
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
