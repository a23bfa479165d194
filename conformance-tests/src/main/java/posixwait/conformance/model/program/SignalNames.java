package posixwait.conformance.model.program;

import java.util.OptionalInt;
import posixwait.Signal;
import posixwait.spi.Abi;

/** The names that {@code kill} and {@code trap} take. */
final class SignalNames {
    private SignalNames() {}

    /** {@return the number of a signal, named without SIG} */
    static OptionalInt number(String name) {
        for (int number = 1; number < Abi.KERNEL_SIGRTMIN; number++) {
            if (new Signal(number).toString().equals("SIG" + name)) {
                return OptionalInt.of(number);
            }
        }
        return OptionalInt.empty();
    }
}
