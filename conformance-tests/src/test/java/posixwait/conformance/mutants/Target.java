package posixwait.conformance.mutants;

import java.util.List;

/** What is mutated, by the backend that the kit is run against meanwhile. */
enum Target {
    /** The JNA backend. */
    JNA("jna", List.of("impl-jna")),
    /** The FFM backend, and the API upon it. */
    FFM("ffm", List.of("impl-ffm", "api"));

    final String backend;
    final List<String> modules;

    Target(String backend, List<String> modules) {
        this.backend = backend;
        this.modules = modules;
    }
}
