package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DistributionTest {
    private static double[] round(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToDouble(each -> each * 1000.0)
                .toArray();
    }

    private static List<double[]> one(double... round) {
        return Collections.singletonList(round);
    }

    @Test
    void percentilesAreThoseOfAllRoundsTogether() {
        Distribution merged = new Distribution(List.of(round(1, 500), round(501, 1000)));

        assertThat(merged.percentiles().get("p50")).isCloseTo(500_000, within(500.0));
        assertThat(merged.percentiles().get("p99")).isCloseTo(990_000, within(990.0));
        assertThat(merged.count()).isEqualTo(1000);
    }

    @Test
    void theMaximumIsExact() {
        assertThat(new Distribution(one(new double[] {5, 123_456_789}))
                        .percentiles()
                        .get("max"))
                .isEqualTo(123_456_789);
    }

    @Test
    void noPercentileIsAboveTheMaximum() {
        Distribution merged = new Distribution(one(new double[] {123_456_789}));

        assertThat(merged.percentiles().values()).containsOnly(123_456_789.0);
    }

    @Test
    void percentilesAreOrdered() {
        assertThat(List.copyOf(
                        new Distribution(one(round(1, 1000))).percentiles().values()))
                .isSorted();
    }

    @Test
    void aStatusBeforeTheReleaseWasWrittenDownCountsAsZero() {
        assertThat(new Distribution(one(new double[] {-3})).percentiles()).containsEntry("p99", 0.0);
    }

    @Test
    void nothingHasNoDistribution() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Distribution(List.of()));
    }
}
