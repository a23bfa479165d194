package posixwait.conformance.reaping;

import java.util.function.Consumer;
import posixwait.conformance.interleave.Program;

/** A small world in which a few things happen, in whatever order. */
final class Scene implements Program {
    private final World world;
    private final Consumer<World> setUp;

    Scene(int lastPid, Consumer<World> setUp) {
        this.world = new World(lastPid);
        this.setUp = setUp;
    }

    @Override
    public void begin() {
        world.begin();
        setUp.accept(world);
    }

    @Override
    public void end() {
        world.end();
    }
}
