package posixwait.conformance.mutants;

import java.util.regex.Pattern;

/** What is mutated, and the backend that the kit is run against meanwhile. */
enum Target {
    /** The JNA backend. */
    JNA("impl-jna", "jna", ".*"),

    /** The FFM backend. */
    FFM("impl-ffm", "ffm", ".*"),

    /**
     * What the API says of waiting: calls, targets, options, status words, errors, signals, and the carriers and frames below
     * them. Not what goes beyond the calls and what no requirement is about: handles, the reaper, adopted orphans, what
     * children are made with, how backends are found.
     */
    API(
            "api",
            "ffm",
            "posixwait\\.(PosixWait|WaitTarget|WaitOptions|WaitIdOptions|OptionNames|WaitStatus|StateChange|MeasuredChange"
                    + "|ChildInfo|ResourceUsage|Signal|Errno|Outcomes|PosixException"
                    + "|spi\\.(Frame|Raw\\w+))(\\$.*)?");

    final String module;
    final String backend;
    private final Pattern classNames;

    Target(String module, String backend, String classNames) {
        this.module = module;
        this.backend = backend;
        this.classNames = Pattern.compile(classNames);
    }

    /** {@return whether the kit has to notice a mutant} */
    boolean asks(Mutant mutant) {
        return classNames.matcher(mutant.className()).matches();
    }
}
