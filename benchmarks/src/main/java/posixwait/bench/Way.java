package posixwait.bench;

import posixwait.Backend;
import posixwait.Strategy;
import posixwait.bench.peers.NuProcessWatching;
import posixwait.bench.peers.ProcessWatching;

/** How a JVM learns of the ends of children. */
enum Way {
    /** A {@code Reaper} as it is. */
    REAPER,

    /** A {@code Reaper} on a kernel without pidfds. */
    SWEEP,

    /** A loop of {@code waitpid(-1)}. */
    WAIT_ANY,

    /** {@link Process#onExit} of processes without pipes. */
    PROCESS,

    /** {@link Process#onExit} of processes as they are made by default, with three pipes. */
    PROCESS_WITH_PIPES,

    /** NuProcess. */
    NU_PROCESS;

    /** {@return what the results call those who go it on the best backend} */
    String subject() {
        return switch (this) {
            case REAPER -> "reaper";
            case SWEEP -> Contender.SWEEP;
            case WAIT_ANY -> Contender.WAIT_ANY;
            case PROCESS -> Subject.JAVA_PROCESS;
            case PROCESS_WITH_PIPES -> Contender.JAVA_PROCESS_WITH_PIPES;
            case NU_PROCESS -> Contender.NU_PROCESS;
        };
    }

    /** {@return how many descriptors it holds for each child} */
    int descriptors() {
        return switch (this) {
            case REAPER -> 1;
            case NU_PROCESS, PROCESS_WITH_PIPES -> 3;
            case SWEEP, WAIT_ANY, PROCESS -> 0;
        };
    }

    /**
     * Prepares to watch.
     *
     * @param backend makes the children, if this watches pids
     * @param bare how many bare children it can make at the most; 0 for programs
     * @param ends what is told
     */
    Watching open(Backend backend, int bare, Ends ends) {
        return switch (this) {
            case REAPER -> new ReaperWatching(backend, Strategy.Kind.PIDFD, children(backend, bare), ends);
            case SWEEP ->
                new ReaperWatching(WithoutPidfd.of(backend), Strategy.Kind.SWEEP, children(backend, bare), ends);
            case WAIT_ANY -> new WaitAnyWatching(backend, children(backend, bare), ends);
            case PROCESS -> ProcessWatching.withoutPipes(Storm.PROGRAM, ends);
            case PROCESS_WITH_PIPES -> ProcessWatching.withPipes(Storm.PROGRAM, ends);
            case NU_PROCESS -> new NuProcessWatching(Storm.PROGRAM, ends);
        };
    }

    private static RawChildren children(Backend backend, int bare) {
        return bare == 0 ? RawChildren.running(backend) : RawChildren.bare(backend, bare);
    }
}
