package posixwait.bench;

import java.util.ArrayList;
import java.util.List;
import posixwait.Backend;
import posixwait.bench.peers.JnrCalls;

/** Who is measured where one call, or one after the other by one thread, is the question. */
final class Callers {
    /** What the name of the second series of a subject ends with: what it differs from the first by is noise. */
    static final String AGAIN = "(again)";

    private static final String WAY = "call";

    /** About as many as a JVM that measures calls has. */
    private static final String THREADS = "22";

    /** C in a process with more threads than two. */
    static final String C_WITH_THREADS = "c(" + THREADS + " threads)";

    private Callers() {}

    /**
     * {@return C, each backend, JNA's interface mapping, jnr-posix, and the best backend again}
     *
     * @param backends the backends that can be opened, the best first, one or more
     */
    static List<Contender> all(List<Backend> backends) {
        List<Contender> all = new ArrayList<>(backends(backends));
        all.addAll(jnaInterface(backends));
        all.add(jvm(Subject.JNR_POSIX, backends.get(0), Subject.JNR_POSIX));
        // Not beside the first series: another place in the round is part of the noise.
        all.add(again(backends));
        return List.copyOf(all);
    }

    /** {@return C and each backend} */
    static List<Contender> backends(List<Backend> backends) {
        List<Contender> all = new ArrayList<>();
        all.add(Contender.c(Subject.FLOOR, WAY, 0));
        backends.forEach(backend -> all.add(jvm(backend.binding(), backend, backend.binding())));
        return List.copyOf(all);
    }

    /** {@return C and what JNA has, for questions that are about JNA alone} */
    static List<Contender> ofJna(List<Backend> backends) {
        List<Contender> all = new ArrayList<>();
        all.add(Contender.c(Subject.FLOOR, WAY, 0));
        backends.stream()
                .filter(backend -> backend.binding().equals(Subject.JNA_DIRECT))
                .forEach(backend -> all.add(jvm(backend.binding(), backend, backend.binding())));
        all.addAll(jnaInterface(backends));
        return List.copyOf(all);
    }

    /** {@return C in a process with as many threads as a JVM: a call that asks for any child looks at those of each} */
    static Contender withThreads() {
        return Contender.c(C_WITH_THREADS, THREADS, 0);
    }

    /** {@return the best backend under another name} */
    static Contender again(List<Backend> backends) {
        Backend best = backends.get(0);
        return jvm(best.binding() + AGAIN, best, best.binding());
    }

    private static List<Contender> jnaInterface(List<Backend> backends) {
        return backends.stream()
                .filter(backend -> backend.binding().equals(Subject.JNA_DIRECT))
                .map(backend -> jvm(Subject.JNA_INTERFACE, backend, Subject.JNA_INTERFACE))
                .toList();
    }

    private static Contender jvm(String name, Backend backend, String binding) {
        return new Contender(name, WAY, 0, backend.name(), binding, List.of());
    }

    /** {@return what is to be said of a contender: a peer's version} */
    static List<String> remarks(String contender) {
        return contender.equals(Subject.JNR_POSIX)
                ? List.of(Subject.JNR_POSIX + " is version " + JnrCalls.version())
                : List.of();
    }

    /** {@return whether it is the second series of a subject} */
    static boolean isAgain(Contender contender) {
        return contender.name().endsWith(AGAIN);
    }

    /** {@return whether it is there to be compared with, and is no backend of this library and not C} */
    static boolean isPeer(Contender contender) {
        return contender.name().equals(Subject.JNA_INTERFACE)
                || contender.name().equals(Subject.JNR_POSIX);
    }
}
