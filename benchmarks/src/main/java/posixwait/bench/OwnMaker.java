package posixwait.bench;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import posixwait.Backend;
import posixwait.BareChild;
import posixwait.BareChildren;
import posixwait.Child;
import posixwait.Fate;
import posixwait.Spawn;
import posixwait.WaitStatus;

/** The ways of this library. */
final class OwnMaker implements Maker {
    private final Supplier<Child> maker;
    private final Runnable end;
    private @Nullable Child last;

    private OwnMaker(Supplier<Child> maker, Runnable end) {
        this.maker = maker;
        this.end = end;
    }

    /** {@return what starts a program} */
    static OwnMaker spawning(Backend backend, List<String> program) {
        Spawn spawn = Spawn.of(
                        program.get(0), program.subList(1, program.size()).toArray(String[]::new))
                .quiet();
        return new OwnMaker(() -> spawn.start(backend), () -> {});
    }

    /** {@return what makes bare children with a copy of the memory} */
    static OwnMaker copying(Backend backend) {
        return new OwnMaker(() -> BareChild.exiting(backend, 0), () -> {});
    }

    /** {@return what makes bare children that share the memory, {@code most} of them} */
    static OwnMaker sharing(Backend backend, int most) {
        BareChildren children = new BareChildren(backend, most);
        return new OwnMaker(() -> Child.of(backend, children.exiting(0)), children::close);
    }

    @Override
    public int make() {
        Child child = maker.get();
        last = child;
        return child.pid();
    }

    @Override
    public int reap() {
        Child child = last;
        if (child == null) {
            throw new IllegalStateException("no child was made");
        }
        Fate fate = child.await();
        if (fate instanceof WaitStatus.Exited exited) {
            return exited.code();
        }
        throw new IllegalStateException("a child ended otherwise: " + fate);
    }

    @Override
    public void close() {
        end.run();
    }
}
