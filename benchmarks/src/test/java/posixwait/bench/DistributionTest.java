package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DistributionTest {
    private static Samples.Storm storm(long first, long last) {
        return new Samples.Storm(
                LongStream.rangeClosed(first, last).map(each -> each * 1000).toArray());
    }

    @Test
    void percentilesAreThoseOfAllStormsTogether() {
        Distribution merged = new Distribution(List.of(storm(1, 500), storm(501, 1000)));

        assertThat(merged.percentiles().get("p50")).isCloseTo(500_000, within(500.0));
        assertThat(merged.percentiles().get("p99")).isCloseTo(990_000, within(990.0));
        assertThat(merged.count()).isEqualTo(1000);
    }

    @Test
    void theMaximumIsExact() {
        assertThat(new Distribution(List.of(new Samples.Storm(new long[] {5, 123_456_789})))
                        .percentiles()
                        .get("max"))
                .isEqualTo(123_456_789);
    }

    @Test
    void noPercentileIsAboveTheMaximum() {
        Distribution merged = new Distribution(List.of(new Samples.Storm(new long[] {123_456_789})));

        assertThat(merged.percentiles().values()).containsOnly(123_456_789.0);
    }

    @Test
    void percentilesAreOrdered() {
        assertThat(List.copyOf(
                        new Distribution(List.of(storm(1, 1000))).percentiles().values()))
                .isSorted();
    }

    @Test
    void aStatusBeforeTheReleaseWasWrittenDownCountsAsZero() {
        assertThat(new Distribution(List.of(new Samples.Storm(new long[] {-3}))).p99())
                .isZero();
    }

    @Test
    void errorIsHalfTheSpreadOfTheStorms() {
        Distribution merged =
                new Distribution(List.of(new Samples.Storm(new long[] {1000}), new Samples.Storm(new long[] {1500})));

        assertThat(merged.p99Spread()).isEqualTo(250.0);
    }

    @Test
    void oneStormHasNoSpread() {
        assertThat(new Distribution(List.of(storm(1, 10))).p99Spread()).isNull();
    }

    @Test
    void drainIsTheLastStatusSharedByAllChildren() {
        assertThat(new Distribution(List.of(storm(1, 10), storm(1, 20))).drains())
                .containsExactly(1000.0, 1000.0);
    }

    @Test
    void nothingHasNoDistribution() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Distribution(List.of()));
    }
}
