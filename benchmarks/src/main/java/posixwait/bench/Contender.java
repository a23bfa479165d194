package posixwait.bench;

import java.util.ArrayList;
import java.util.List;
import posixwait.Backend;
import posixwait.bench.peers.NuProcessWatching;

/**
 * Who is measured in processes of its own: a C program, or a JVM.
 *
 * @param name what the results call it
 * @param way how it does it, as its question understands it: for a C program its second argument
 * @param descriptors how many descriptors it holds for each child
 * @param backend the backend that its JVM opens; empty for a C program
 * @param binding the binding of that; empty for a C program
 * @param flags flags for its JVM
 */
record Contender(String name, String way, int descriptors, String backend, String binding, List<String> flags) {
    /** What the JDK has, as it is by default. */
    static final String JAVA_PROCESS_WITH_PIPES = "java.lang.Process(pipes)";

    /** NuProcess. */
    static final String NU_PROCESS = "NuProcess";

    /** C with a loop of {@code waitpid(-1)}. */
    static final String C_WAIT_ANY = "c(waitpid(-1))";

    /** What the names end with of those that are measured again with pipes: what these cost shows beside their first rows. */
    static final String WITH_PIPES = "(pipes)";

    private static final String C_PIDFD = "pidfd";
    private static final String C_PIPES = "pipes";
    static final String C_THREADS = "threads";

    /** {@return a C program} */
    static Contender c(String name, String way, int descriptors) {
        return new Contender(name, way, descriptors, "", "", List.of());
    }

    /** {@return a JVM} */
    static Contender jvm(String name, Way way, Backend backend) {
        return new Contender(
                name,
                way.name(),
                way.descriptors(),
                backend.name(),
                backend.binding(),
                way == Way.NU_PROCESS ? NuProcessWatching.FLAGS : List.of());
    }

    /**
     * {@return the two C programs, of pidfds and epoll and of {@code waitpid(-1)}, a {@code Reaper} on each backend, and others on the best backend}
     *
     * @param backends the backends that can be opened, the best first, one or more
     * @param others these
     */
    static List<Contender> among(List<Backend> backends, Way... others) {
        List<Contender> all = new ArrayList<>();
        all.add(c(Subject.FLOOR, C_PIDFD, 1));
        all.add(c(C_WAIT_ANY, "any", 0));
        for (Backend backend : backends) {
            all.add(jvm(backend.binding(), Way.REAPER, backend));
        }
        for (Way way : others) {
            all.add(jvm(way.subject(), way, backends.get(0)));
        }
        return List.copyOf(all);
    }

    /** {@return C with pidfds and epoll, whose programs have three pipes each} */
    static Contender cWithPipes() {
        return c(Subject.FLOOR + WITH_PIPES, C_PIPES, Way.REAPER_WITH_PIPES.descriptors());
    }

    /** {@return a {@code Reaper} on a backend, whose programs have three pipes each} */
    static Contender reaperWithPipes(Backend backend) {
        return jvm(backend.binding() + WITH_PIPES, Way.REAPER_WITH_PIPES, backend);
    }

    /** {@return those that watch in any of the ways that are no control, and a {@code Reaper} on the best backend again} */
    static List<Contender> ofEveryWay(List<Backend> backends) {
        List<Contender> all = among(
                backends,
                Way.SWEEP,
                Way.WAIT_ANY,
                Way.WAIT_EACH,
                Way.SIGCHLD,
                Way.THREADS,
                Way.PROCESS,
                Way.PROCESS_WITH_PIPES,
                Way.NU_PROCESS);
        return withAgain(all, backends);
    }

    /** {@return these, and a {@code Reaper} on the best backend again} */
    static List<Contender> withAgain(List<Contender> all, List<Backend> backends) {
        List<Contender> more = new ArrayList<>(all);
        Backend best = backends.get(0);
        more.add(jvm(best.binding(), Way.REAPER, best).again());
        return List.copyOf(more);
    }

    /** {@return the same under another name, whose second series tells the noise} */
    Contender again() {
        return new Contender(name + Callers.AGAIN, way, descriptors, backend, binding, flags);
    }

    /** {@return whether it is a C program} */
    boolean isC() {
        return backend.isEmpty();
    }

    /** {@return whether it goes this way} */
    boolean goes(Way other) {
        return !isC() && way.equals(other.name());
    }

    /** {@return whether it watches what it starts itself, which are programs} */
    boolean startsPrograms() {
        return isC() ? way.equals(C_PIPES) : Way.valueOf(way).startsPrograms();
    }

    /** {@return whether it makes three pipes for each child} */
    boolean makesPipes() {
        return isC() ? way.equals(C_PIPES) : Way.valueOf(way).makesPipes();
    }

    /** {@return whether it is there to tell what pipes cost, and is nothing that anybody uses} */
    boolean isControl() {
        return isC() ? way.equals(C_PIPES) : goes(Way.REAPER_WITH_PIPES);
    }

    /** {@return whether it takes a thread of the operating system for each child} */
    boolean needsThreads() {
        return isC() ? way.equals(C_THREADS) : Way.valueOf(way).needsThreads();
    }

    /** {@return whether it watches pids without a {@code Reaper}, and is not the floor} */
    boolean takesAnyPid() {
        return !startsPrograms() && (isC() ? !way.equals(C_PIDFD) : !goes(Way.REAPER));
    }

    /** {@return how many descriptors it needs for a trial} */
    long descriptors(Trial trial) {
        return (long) trial.most() * descriptors;
    }
}
