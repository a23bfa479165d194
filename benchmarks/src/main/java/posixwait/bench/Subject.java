package posixwait.bench;

import java.util.ArrayList;
import java.util.List;
import posixwait.Backend;
import posixwait.Backends;
import posixwait.bench.peers.JnrCalls;

/**
 * Something whose waiting is measured.
 *
 * @param name what the results call it: the binding of a backend, or one of the constants
 * @param backend the backend that its JVM opens, and no other, so that nothing else is loaded beside it
 */
record Subject(String name, String backend) {
    /** C without Java: what the others are compared with. */
    static final String FLOOR = "c";

    /** What the JDK has. A backend takes part, since only that can lead a session and kill a group. */
    static final String JAVA_PROCESS = "java.lang.Process";

    /** JNA with a proxy for each call, as most code that uses JNA has it; exists here only. */
    static final String JNA_INTERFACE = "jna-interface";

    /** jnr-posix; exists here only. */
    static final String JNR_POSIX = "jnr-posix";

    /** The binding of the {@code ffm} backend. */
    static final String FFM = "ffm";

    /** The binding of the {@code jna} backend. */
    static final String JNA_DIRECT = "jna-direct";

    /**
     * {@return the subjects of storms that this JVM can measure, the floor not among them}
     *
     * @param backends the backends that can be opened, the best first
     */
    static List<Subject> among(List<Backend> backends) {
        List<Subject> subjects = new ArrayList<>();
        for (Backend backend : backends) {
            subjects.add(new Subject(backend.binding(), backend.name()));
        }
        if (!backends.isEmpty()) {
            subjects.add(new Subject(JAVA_PROCESS, backends.get(0).name()));
        }
        return List.copyOf(subjects);
    }

    /**
     * Opens a subject in the JVM that measures it.
     *
     * @param name its name
     * @return the backend to measure; for {@value #JAVA_PROCESS} one that prepares and cleans up, of which there is one
     *     beneath {@value #JNR_POSIX} as well
     */
    static Backend open(String name) {
        String binding = name.equals(JNA_INTERFACE) ? JNA_DIRECT : name;
        boolean any = name.equals(JAVA_PROCESS) || name.equals(JNR_POSIX);
        Backend backend = Backends.available().stream()
                .filter(each -> any || each.binding().equals(binding))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " cannot be opened here: "
                        + Backends.unavailable().toString()));
        return switch (name) {
            case JNA_INTERFACE -> InterfaceMappedCalls.over(backend);
            case JNR_POSIX -> JnrCalls.over(JNR_POSIX, backend);
            default -> backend;
        };
    }

    boolean isJavaProcess() {
        return name.equals(JAVA_PROCESS);
    }
}
