package posixwait.bench;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import posixwait.Backend;

/**
 * Something that learns of the ends of children, measured in whole processes.
 *
 * @param name what the results call it; a {@code Reaper} has the name of the binding of its backend
 * @param way how it does; {@code null} for the C program
 * @param backend the name of the backend its JVM opens
 * @param binding the binding of that
 */
record Contender(String name, @Nullable Way way, String backend, String binding) {
    /** A {@code Reaper} that has no pidfds. */
    static final String SWEEP = "sweep";

    /** A loop of {@code waitpid(-1)}. */
    static final String WAIT_ANY = "waitpid(-1)";

    /** What the JDK has, as it is by default. */
    static final String JAVA_PROCESS_WITH_PIPES = "java.lang.Process(pipes)";

    /** NuProcess. */
    static final String NU_PROCESS = "NuProcess";

    /** The most children of those that need a thread or pipes for each, where not the number of them is the question. */
    private static final int MOST_THREADS = 1000;

    /**
     * {@return all, the C program first}
     *
     * @param backends the backends that can be opened, the best first, one or more
     */
    static List<Contender> among(List<Backend> backends) {
        List<Contender> all = new ArrayList<>();
        all.add(new Contender(Subject.FLOOR, null, "", ""));
        for (Backend backend : backends) {
            all.add(new Contender(backend.binding(), Way.REAPER, backend.name(), backend.binding()));
        }
        Backend best = backends.get(0);
        all.add(new Contender(SWEEP, Way.SWEEP, best.name(), best.binding()));
        all.add(new Contender(WAIT_ANY, Way.WAIT_ANY, best.name(), best.binding()));
        all.add(new Contender(Subject.JAVA_PROCESS, Way.PROCESS, best.name(), best.binding()));
        all.add(new Contender(JAVA_PROCESS_WITH_PIPES, Way.PROCESS_WITH_PIPES, best.name(), best.binding()));
        all.add(new Contender(NU_PROCESS, Way.NU_PROCESS, best.name(), best.binding()));
        return List.copyOf(all);
    }

    /** {@return whether it takes part in a workload} */
    boolean takesPart(ReaperWorkload workload) {
        return switch (workload.question()) {
            case ReaperWorkload.STORM -> way != Way.SWEEP && way != Way.WAIT_ANY;
            case ReaperWorkload.BYSTANDERS ->
                way != Way.NU_PROCESS
                        && way != Way.PROCESS_WITH_PIPES
                        && (way != Way.PROCESS || workload.n() <= MOST_THREADS);
            case ReaperWorkload.FOOTPRINT ->
                way == null || way == Way.REAPER || (way == Way.PROCESS && workload.n() <= MOST_THREADS);
            default -> way == Way.REAPER;
        };
    }

    /**
     * {@return how many processes it gets for a workload}
     *
     * <p>With pipes, thousands take long to make and to drain, and so are measured only as often as an interval needs.
     *
     * @param workload one that it takes part in
     * @param most how many the others get
     */
    int rounds(ReaperWorkload workload, int most) {
        boolean pipes = way == Way.PROCESS_WITH_PIPES || way == Way.NU_PROCESS;
        return pipes && workload.n() > MOST_THREADS ? Math.min(most, Ratio.FEWEST_ROUNDS) : most;
    }

    /** {@return how many descriptors it needs for a workload} */
    long descriptors(ReaperWorkload workload) {
        return (long) workload.most() * (way == null ? 1 : way.descriptors());
    }
}
