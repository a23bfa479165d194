package posixwait.conformance.broken;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import posixwait.spi.SystemCalls;

/** The faults that the kit is proven with. */
public final class Faults {
    private static final List<Fault> ALL = Stream.of(
                    OptionFaults.ALL, ResultFaults.ALL, StatusFaults.ALL, ResourceFaults.ALL)
            .flatMap(List::stream)
            .toList();

    private Faults() {}

    /** {@return every fault} */
    public static List<Fault> all() {
        return ALL;
    }

    /** {@return the fault with that label} */
    public static Fault named(String label) {
        return ALL.stream()
                .filter(fault -> fault.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no fault is called '" + label + "'"));
    }

    static Fault fault(String label, String rule, String caughtBy, UnaryOperator<SystemCalls> breaker) {
        return new Fault(label, rule, List.of(caughtBy.split(" ", -1)), breaker);
    }
}
