package posixwait.conformance.broken;

import java.util.List;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;
import posixwait.spi.RawStatus;

/** The faults that the kit is proven with. */
public final class Faults {
    private static final List<Fault> ALL = List.of(new Fault(
            "nohang-blocks",
            "WNOHANG is dropped, so the call blocks",
            List.of("OPT-001"),
            good -> new ForwardingSystemCalls(good) {
                @Override
                public int waitpid(int pid, @Nullable RawStatus status, int options) {
                    return good.waitpid(pid, status, options & ~Abi.WNOHANG);
                }
            }));

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
}
