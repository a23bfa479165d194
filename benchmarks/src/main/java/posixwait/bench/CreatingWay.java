package posixwait.bench;

import java.util.List;
import posixwait.Backend;
import posixwait.bench.peers.NuProcessMaker;
import posixwait.bench.peers.ProcessMaker;

/** How a JVM makes a child. */
enum CreatingWay {
    /** {@link posixwait.Spawn}. */
    SPAWN,

    /** {@link posixwait.BareChild}: the child has a copy of the memory. */
    CLONE,

    /** {@link posixwait.BareChildren}: the child shares the memory. */
    CLONE_VM,

    /** {@link ProcessBuilder}, in the launch mechanism that the JVM was started with. */
    PROCESS,

    /** NuProcess. */
    NU_PROCESS;

    /** {@return whether the child runs a program, rather than one function of the C library} */
    boolean runsProgram() {
        return this != CLONE && this != CLONE_VM;
    }

    /**
     * Prepares to make children.
     *
     * @param backend makes them, or nothing
     * @param most how many at the most
     * @param program what they run, and its arguments
     */
    Maker open(Backend backend, int most, List<String> program) {
        return switch (this) {
            case SPAWN -> OwnMaker.spawning(backend, program);
            case CLONE -> OwnMaker.copying(backend);
            case CLONE_VM -> OwnMaker.sharing(backend, most);
            case PROCESS -> new ProcessMaker(program);
            case NU_PROCESS -> new NuProcessMaker(program);
        };
    }
}
