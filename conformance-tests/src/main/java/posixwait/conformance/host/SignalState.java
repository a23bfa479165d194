package posixwait.conformance.host;

import java.math.BigInteger;
import java.util.Optional;
import posixwait.spi.Abi;

/**
 * What this process does with {@code SIGCHLD}. Both are inherited from whoever started it, across {@code exec}.
 *
 * @param disposition {@code default}, {@code ignored} (then every status is lost) or {@code caught}
 * @param blocked whether the first thread has it blocked
 */
public record SignalState(String disposition, boolean blocked) {
    static Optional<SignalState> read(FactSources sources) {
        String status = "/proc/self/status";
        return sources.field("sigchld", status, "SigIgn")
                .flatMap(ignored -> sources.field("sigchld", status, "SigCgt")
                        .flatMap(caught -> sources.field("sigchld", status, "SigBlk")
                                .map(blocked -> new SignalState(
                                        has(ignored) ? "ignored" : has(caught) ? "caught" : "default", has(blocked)))));
    }

    private static boolean has(String mask) {
        return new BigInteger(mask, 16).testBit(Abi.SIGCHLD - 1);
    }
}
