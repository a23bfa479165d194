package posixwait.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a workload gave, in a measuring JVM or in C.
 *
 * @param storms the storms; empty for the other questions
 * @param bytesPerOp what an operation allocated on the Java heap; {@code null} if that is not known here
 * @param skipped why the workload cannot run on this host; {@code null} if it did
 */
record Samples(
        List<Storm> storms,
        @Nullable Double bytesPerOp,
        @Nullable String skipped) {
    /** Takes missing lists for empty ones: each side writes what it has. */
    Samples {
        storms = storms == null ? List.of() : List.copyOf(storms);
    }

    static Samples ofStorms(List<Storm> storms, @Nullable Double bytesPerOp) {
        return new Samples(storms, bytesPerOp, null);
    }

    static Samples ofBytes(double bytesPerOp) {
        return new Samples(List.of(), bytesPerOp, null);
    }

    static Samples skipped(String reason) {
        return new Samples(List.of(), null, reason);
    }

    /**
     * One storm.
     *
     * @param latencies nanoseconds from the release to each status in hand
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier to and from JSON, never compared
    record Storm(long[] latencies) {}
}
