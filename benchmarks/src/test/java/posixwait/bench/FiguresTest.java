package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void medianOfAnOddNumberIsTheMiddleOne() {
        assertThat(Figures.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2.0);
    }

    @Test
    void medianOfAnEvenNumberIsBetweenTheMiddleTwo() {
        assertThat(Figures.median(List.of(9.0, 1.0, 2.0, 4.0))).isEqualTo(3.0);
    }

    @Test
    void spreadIsHalfTheWidth() {
        assertThat(Figures.spread(List.of(3.0, 1.0, 2.0))).isEqualTo(1.0);
        assertThat(Figures.spread(List.of(3.0))).isNull();
    }

    @Test
    void ratioIsAMultipleOfTheFloor() {
        assertThat(Figures.ratio(300, 150.0)).isEqualTo(2.0);
    }

    @Test
    void withoutAFloorThereIsNoRatio() {
        assertThat(Figures.ratio(300, null)).isNull();
        assertThat(Figures.ratio(300, 0.0)).isNull();
    }

    @Test
    void whatTheHarnessAllocatesIsNotTheOperations() {
        assertThat(Figures.bytes(1e-5)).isEqualTo(0.0);
        assertThat(Figures.bytes(-0.4)).isEqualTo(0.0);
        assertThat(Figures.bytes(0.5)).isEqualTo(0.5);
        assertThat(Figures.bytes(103.96)).isEqualTo(104.0);
    }

    @Test
    void unknownBytesStayUnknown() {
        assertThat(Figures.bytes(null)).isNull();
        assertThat(Figures.bytes(Double.NaN)).isNull();
    }

    @Test
    void aPercentileIsAValueThatWasMeasured() {
        assertThat(Figures.percentile(new double[] {4, 1, 3, 2}, 50)).isEqualTo(2);
        assertThat(Figures.percentile(new double[] {4, 1, 3, 2}, 99)).isEqualTo(4);
    }
}
