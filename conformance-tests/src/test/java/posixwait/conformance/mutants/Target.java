package posixwait.conformance.mutants;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What is mutated, and the backend that the kit is run against meanwhile. */
enum Target {
    /** The JNA backend. */
    JNA("impl-jna", "jna", ".*"),

    /** The FFM backend. */
    FFM("impl-ffm", "ffm", ".*"),

    /**
     * What the API says of waiting: calls, targets, options, status words, errors, signals, and the carriers and frames below
     * them. Not the reaper and the adoption of orphans, which are more than the calls and which no requirement is about; nor
     * how backends are found, nor what faults are built on.
     */
    API(
            "api",
            "ffm",
            "posixwait\\.(PosixWait|WaitTarget|WaitOptions|WaitIdOptions|OptionNames|WaitStatus|StateChange|MeasuredChange"
                    + "|ChildInfo|ResourceUsage|StatusLost|Signal|Errno|Outcomes|PosixException|Child"
                    + "|spi\\.(Frame|Raw\\w+))(\\$.*)?");

    final String module;
    final String backend;
    private final Predicate<String> classNames;

    Target(String module, String backend, String classNames) {
        this.module = module;
        this.backend = backend;
        this.classNames = Pattern.compile(classNames).asMatchPredicate();
    }

    /** {@return whether the kit has to notice a mutant} */
    boolean asks(Mutant mutant) {
        return classNames.test(mutant.className());
    }
}
