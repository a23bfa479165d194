package posixwait.cli.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One figure.
 *
 * @param question what it answers, such as {@code fork-storm}
 * @param title the question in words
 * @param subject what was measured, such as {@code ffm} or {@code c}
 * @param jdk the version of the JDK
 * @param params what was varied
 * @param unit the unit of {@code value}, {@code error} and {@code percentiles}
 * @param value the figure
 * @param error half the width of its confidence interval or its spread
 * @param percentiles the distribution, where there is one: {@code p50}, {@code p99}, {@code max}, …
 * @param ratioToFloor the figure as a multiple of that of C
 * @param bytesPerOp what one operation allocates on the heap
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record BenchResult(
        String question,
        @Nullable String title,
        String subject,
        String jdk,
        Map<String, Object> params,
        String unit,
        @Nullable Double value,
        @Nullable Double error,
        Map<String, Double> percentiles,
        @Nullable Double ratioToFloor,
        @Nullable Double bytesPerOp) {
    /** The subject that is the floor. */
    public static final String FLOOR = "c";

    /** Rejects what is not complete: it comes from files. */
    public BenchResult {
        Objects.requireNonNull(question, "question");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(jdk, "jdk");
        Objects.requireNonNull(unit, "unit");
        params = params == null ? Map.of() : params;
        percentiles = percentiles == null ? Map.of() : percentiles;
    }
}
