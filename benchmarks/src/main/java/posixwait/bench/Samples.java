package posixwait.bench;

import org.jspecify.annotations.Nullable;

/**
 * What a measuring JVM tells beside JMH.
 *
 * @param bytesPerOp what an operation allocated on the Java heap; {@code null} if that is not known here
 * @param skipped why this host does not allow the measurement; {@code null} if it does
 */
record Samples(@Nullable Double bytesPerOp, @Nullable String skipped) {

    static Samples ofBytes(double bytesPerOp) {
        return new Samples(bytesPerOp, null);
    }

    static Samples skipped(String reason) {
        return new Samples(null, reason);
    }
}
