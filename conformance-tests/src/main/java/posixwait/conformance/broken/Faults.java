package posixwait.conformance.broken;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import posixwait.conformance.Glob;
import posixwait.spi.SystemCalls;

/** The faults that the kit is proven with. */
public final class Faults {
    private static final List<Fault> ALL = Stream.of(
                    StatusFaults.ALL,
                    ResultFaults.ALL,
                    TargetFaults.ALL,
                    OptionFaults.ALL,
                    SiginfoFaults.ALL,
                    UsageFaults.ALL,
                    ErrorFaults.ALL,
                    SignalFaults.ALL,
                    SpawnFaults.ALL,
                    ThreadFaults.ALL,
                    ProcessFaults.ALL,
                    PidfdFaults.ALL,
                    StopFaults.ALL,
                    ResourceFaults.ALL)
            .flatMap(List::stream)
            .toList();

    private static final Fault EVERYTHING =
            fault("everything-fails", "every call fails with EMFILE", "", "", good -> DeadCalls.create());

    private Faults() {}

    /** {@return every fault} */
    public static List<Fault> all() {
        return ALL;
    }

    /**
     * {@return the faults whose label matches one of the patterns; none if nothing matches}
     *
     * @param patterns labels in which {@code *} stands for any characters; upper and lower case are the same
     */
    public static List<Fault> matching(List<String> patterns) {
        Predicate<String> wanted = Glob.anyOf(patterns);
        return ALL.stream().filter(fault -> wanted.test(fault.label())).toList();
    }

    /** {@return the fault that is not one of them: no call works, and a requirement that passes all the same asks nothing} */
    public static Fault everything() {
        return EVERYTHING;
    }

    /** {@return the fault with that label} */
    public static Fault named(String label) {
        return Stream.concat(ALL.stream(), Stream.of(EVERYTHING))
                .filter(fault -> fault.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no fault is called '" + label + "'"));
    }

    static Fault fault(String label, String rule, String history, String caughtBy, UnaryOperator<SystemCalls> breaker) {
        return new Fault(label, rule, history, List.of(caughtBy.split(" ", -1)), breaker);
    }
}
