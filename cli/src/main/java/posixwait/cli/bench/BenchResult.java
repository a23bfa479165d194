package posixwait.cli.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One figure.
 *
 * @param question what it answers, such as {@code reaper-storm}
 * @param title the question in words
 * @param subject what was measured, such as {@code ffm} or {@code c}
 * @param jdk the version of the JDK
 * @param params what was varied
 * @param unit the unit of {@code value}, {@code error} and {@code percentiles}
 * @param value the figure
 * @param error half the width of its confidence interval or its spread
 * @param percentiles the distribution, where there is one: {@code p50}, {@code p99}, {@code max}, …
 * @param ratioToFloor the figure as a multiple of that of C
 * @param ratios the figure as a multiple of others of the same run, where rounds are interleaved
 * @param bytesPerOp what one operation allocates on the heap
 * @param samples how many values the figure is made of; {@code null} if the file does not say
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
        List<Ratio> ratios,
        @Nullable Double bytesPerOp,
        @Nullable Long samples) {
    /** The subject that is the floor. */
    public static final String FLOOR = "c";

    /** What the name of a subject ends with that was measured once more, to learn of the noise. */
    public static final String AGAIN = "(again)";

    /** Rejects what is not complete: it comes from files. */
    public BenchResult {
        Objects.requireNonNull(question, "question");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(jdk, "jdk");
        Objects.requireNonNull(unit, "unit");
        Sound.finite("value", value);
        Sound.amount("error", error);
        Sound.finite("bytesPerOp", bytesPerOp);
        Sound.ratio("ratioToFloor", ratioToFloor);
        params = params == null ? Map.of() : params;
        percentiles = percentiles == null ? Map.of() : percentiles;
        percentiles.forEach(Sound::finite);
        ratios = ratios == null ? List.of() : List.copyOf(ratios);
    }

    /**
     * A figure as a multiple of another.
     *
     * @param to what it is compared with: a subject, or the same subject with another parameter
     * @param value the mean of the rounds
     * @param low where its 95% interval begins; {@code null} if there were fewer than three rounds
     * @param high where that ends
     * @param rounds of how many rounds; {@code null} if the file does not say
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Ratio(
            String to,
            double value,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Integer rounds) {
        /** Rejects what is not complete: it comes from files. */
        public Ratio {
            Objects.requireNonNull(to, "to");
            Sound.ratio("the ratio to " + to, value);
            Sound.bound("low", low);
            Sound.bound("high", high);
            if (rounds != null && rounds < 1) {
                throw new IllegalArgumentException("rounds is " + rounds + ", not 1 or more");
            }
        }
    }
}
