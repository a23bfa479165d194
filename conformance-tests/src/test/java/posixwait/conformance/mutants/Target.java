package posixwait.conformance.mutants;

import java.util.List;

/** What is mutated, by the backend that the kit is run against meanwhile. */
enum Target {
    /** The JNA backend. */
    JNA("jna"),
    /** The FFM backend, and the API upon it. */
    FFM("ffm");

    final String backend;

    Target(String backend) {
        this.backend = backend;
    }

    /** {@return the Maven modules whose classes are mutated} */
    List<String> modules() {
        return this == JNA ? List.of("impl-jna") : List.of("impl-ffm", "api");
    }
}
