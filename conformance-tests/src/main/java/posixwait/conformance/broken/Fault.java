package posixwait.conformance.broken;

import java.util.List;
import java.util.function.UnaryOperator;
import posixwait.Backend;
import posixwait.spi.SystemCalls;

/**
 * A rule that a broken backend breaks, and the requirements that must catch it.
 *
 * <p>Each fault changes one thing about a good backend. A kit in which one of its requirements passes proves nothing.
 *
 * @param label its name, such as {@code nohang-blocks}
 * @param rule what is broken, in a sentence
 * @param history where that really happened, in a line: who, and where it can be read; empty if nowhere that is known
 * @param caughtBy the IDs of the requirements that must fail, each of them
 * @param breaker makes broken calls of good ones
 */
public record Fault(
        String label, String rule, String history, List<String> caughtBy, UnaryOperator<SystemCalls> breaker) {

    /** {@return the good backend with this fault} */
    public Backend breaking(Backend good) {
        return new Backend(good.name(), good.binding(), breaker.apply(good.calls()));
    }
}
