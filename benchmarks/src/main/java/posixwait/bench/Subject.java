package posixwait.bench;

import posixwait.Backend;
import posixwait.Backends;
import posixwait.bench.peers.JnrCalls;

/** What the results call those whose waiting is measured: the binding of a backend, or one of these. */
final class Subject {
    /** C without Java: what the others are compared with. */
    static final String FLOOR = "c";

    /** What the JDK has. */
    static final String JAVA_PROCESS = "java.lang.Process";

    /** JNA with a proxy for each call, as most code that uses JNA has it; exists here only. */
    static final String JNA_INTERFACE = "jna-interface";

    /** jnr-posix; exists here only. */
    static final String JNR_POSIX = "jnr-posix";

    /** The binding of the {@code ffm} backend. */
    static final String FFM = "ffm";

    /** The binding of the {@code jna} backend. */
    static final String JNA_DIRECT = "jna-direct";

    private Subject() {}

    /**
     * Opens a subject in the JVM that measures it.
     *
     * @param name its name
     * @return the backend to measure; for {@value #JNR_POSIX} one that lies over another
     */
    static Backend open(String name) {
        String binding = name.equals(JNA_INTERFACE) ? JNA_DIRECT : name;
        boolean any = name.equals(JNR_POSIX);
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
}
