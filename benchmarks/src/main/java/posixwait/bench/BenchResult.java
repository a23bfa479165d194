package posixwait.bench;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One figure, as it stands in JSON.
 *
 * @param question what it answers, such as {@code reaper-storm}
 * @param title the question in words
 * @param subject what was measured; {@value Subject#FLOOR} is C
 * @param jdk the version of the JDK; for C that of the JVMs it is compared with
 * @param params what was varied
 * @param unit the unit of {@code value}, {@code error} and {@code percentiles}
 * @param value the figure: the median of the rounds
 * @param error half the spread of the rounds; {@code null} of one
 * @param percentiles the distribution of a storm's latencies; otherwise empty
 * @param ratioToFloor {@code value} as a multiple of that of C; {@code null} without a C compiler
 * @param ratios {@code value} as a multiple of that of others, with intervals; empty where rounds are not interleaved
 * @param bytesPerOp what one operation allocates on the heap; {@code null} for C, and where threads share the work
 * @param samples how many values the figure is made of
 */
record BenchResult(
        String question,
        String title,
        String subject,
        String jdk,
        Map<String, String> params,
        String unit,
        double value,
        @Nullable Double error,
        Map<String, Double> percentiles,
        @Nullable Double ratioToFloor,
        List<Ratio> ratios,
        @Nullable Double bytesPerOp,
        long samples) {

    /** {@return the same, measured on another JDK} */
    BenchResult on(String other) {
        return new BenchResult(
                question,
                title,
                subject,
                other,
                params,
                unit,
                value,
                error,
                percentiles,
                ratioToFloor,
                ratios,
                bytesPerOp,
                samples);
    }
}
