package posixwait.conformance.mutants;

/** What is mutated, and the backend that the kit is run against meanwhile. */
enum Target {
    /** The JNA backend. */
    JNA("impl-jna", "jna"),
    /** The FFM backend. */
    FFM("impl-ffm", "ffm"),
    /** The API, by which the kit prepares, too. */
    API("api", "ffm");

    final String module;
    final String backend;

    Target(String module, String backend) {
        this.module = module;
        this.backend = backend;
    }
}
