package posixwait.bench;

import posixwait.Backend;
import posixwait.Strategy;
import posixwait.bench.peers.NuProcessWatching;
import posixwait.bench.peers.ProcessWatching;

/** How a JVM learns of the ends of children. */
enum Way {
    /** A {@code Reaper} as it is. */
    REAPER("reaper", 1),

    /** The same, whose programs have three pipes each. */
    REAPER_WITH_PIPES("reaper(pipes)", 4),

    /** A {@code Reaper} on a kernel without pidfds. */
    SWEEP("sweep", 0),

    /** A loop of {@code waitpid(-1)}. */
    WAIT_ANY("waitpid(-1)", 0),

    /** {@code waitpid(pid)} for each, one after the other. */
    WAIT_EACH("waitpid(pid)", 0),

    /** A loop of {@code waitpid(-1, WNOHANG)} at each {@code SIGCHLD}. */
    SIGCHLD("SIGCHLD", 0),

    /** A thread for each child that blocks in {@code waitpid(pid)}. */
    THREADS("waitpid(pid) in threads", 0),

    /** The same with virtual threads. */
    VIRTUAL_THREADS("waitpid(pid) in virtual threads", 0),

    /** A thread for each child that waits for its {@code Registration}. */
    AWAIT("Registration.await in threads", 1),

    /** The same with virtual threads. */
    VIRTUAL_AWAIT("Registration.await in virtual threads", 1),

    /** {@link Process#onExit} of processes without pipes. */
    PROCESS(Subject.JAVA_PROCESS, 0),

    /** {@link Process#onExit} of processes as they are made by default, with three pipes. */
    PROCESS_WITH_PIPES(Contender.JAVA_PROCESS_WITH_PIPES, 3),

    /** A thread for each process that blocks in {@link Process#waitFor()}, beside the one that the JDK has for each. */
    PROCESS_WAIT("Process.waitFor in threads", 0),

    /** The same with virtual threads. */
    VIRTUAL_PROCESS_WAIT("Process.waitFor in virtual threads", 0),

    /** NuProcess. */
    NU_PROCESS(Contender.NU_PROCESS, 3);

    private final String subject;
    private final int descriptors;

    Way(String subject, int descriptors) {
        this.subject = subject;
        this.descriptors = descriptors;
    }

    /** {@return what the results call those who go it on the best backend} */
    String subject() {
        return subject;
    }

    /** {@return how many descriptors it holds for each child} */
    int descriptors() {
        return descriptors;
    }

    /** {@return whether a thread of the operating system is needed for each child} */
    boolean needsThreads() {
        return switch (this) {
            case THREADS, AWAIT, PROCESS, PROCESS_WITH_PIPES, PROCESS_WAIT, VIRTUAL_PROCESS_WAIT -> true;
            default -> false;
        };
    }

    /** {@return whether it needs virtual threads} */
    boolean isVirtual() {
        return this == VIRTUAL_THREADS || this == VIRTUAL_AWAIT || this == VIRTUAL_PROCESS_WAIT;
    }

    /** {@return whether it makes three pipes for each child} */
    boolean makesPipes() {
        return this == REAPER_WITH_PIPES || this == PROCESS_WITH_PIPES || this == NU_PROCESS;
    }

    /** {@return whether it watches what it starts itself, which are programs} */
    boolean startsPrograms() {
        return switch (this) {
            case REAPER_WITH_PIPES, PROCESS, PROCESS_WITH_PIPES, PROCESS_WAIT, VIRTUAL_PROCESS_WAIT, NU_PROCESS -> true;
            default -> false;
        };
    }

    /**
     * Prepares to watch.
     *
     * @param backend makes the children, if this watches pids
     * @param kind what the children are; those that only start programs take {@link Kind#SLEEPING} for bare ones
     * @param ends what is told
     */
    Watching open(Backend backend, Kind kind, Ends ends) {
        return switch (this) {
            case REAPER -> new ReaperWatching(backend, Strategy.Kind.PIDFD, kind, null, ends);
            case SWEEP -> new ReaperWatching(WithoutPidfd.of(backend), Strategy.Kind.SWEEP, kind, null, ends);
            case WAIT_ANY -> new WaitAnyWatching(backend, kind, ends);
            case WAIT_EACH -> new WaitEachWatching(backend, kind, ends);
            case SIGCHLD -> new SigchldWatching(backend, kind, ends);
            case THREADS -> new ThreadWatching(backend, kind, Threads.PLATFORM, ends);
            case VIRTUAL_THREADS -> new ThreadWatching(backend, kind, Threads.VIRTUAL, ends);
            case AWAIT -> new ReaperWatching(backend, Strategy.Kind.PIDFD, kind, Threads.PLATFORM, ends);
            case VIRTUAL_AWAIT -> new ReaperWatching(backend, Strategy.Kind.PIDFD, kind, Threads.VIRTUAL, ends);
            case REAPER_WITH_PIPES -> new PipedWatching(backend, kind, ends);
            default -> openPrograms(kind.bare() > 0 ? Kind.SLEEPING : kind, ends);
        };
    }

    private Watching openPrograms(Kind kind, Ends ends) {
        return switch (this) {
            case PROCESS -> ProcessWatching.withoutPipes(kind.program(), ends);
            case PROCESS_WITH_PIPES -> ProcessWatching.withPipes(kind.program(), ends);
            case PROCESS_WAIT -> ProcessWatching.waiting(kind.program(), Threads.PLATFORM, ends);
            case VIRTUAL_PROCESS_WAIT -> ProcessWatching.waiting(kind.program(), Threads.VIRTUAL, ends);
            case NU_PROCESS -> new NuProcessWatching(kind.program(), ends);
            default -> throw new IllegalStateException(name());
        };
    }
}
