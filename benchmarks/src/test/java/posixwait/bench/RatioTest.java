package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatioTest {
    @Test
    void roundsAreComparedOneByOne() {
        // The host got ten times slower in the second round, for both.
        Ratio ratio = Ratio.of("c", List.of(30.0, 300.0, 33.0), List.of(10.0, 100.0, 11.0));

        assertThat(ratio.value()).isCloseTo(3, within(1e-9));
        assertThat(ratio.low()).isCloseTo(3, within(1e-6));
        assertThat(ratio.high()).isCloseTo(3, within(1e-6));
    }

    @Test
    void theMeanIsGeometricAndTheIntervalIsStudents() {
        Ratio ratio = Ratio.of("c", List.of(1.0, 2.0, 4.0), List.of(1.0, 1.0, 1.0));

        // Logarithms to base 2 are 0, 1, 2: mean 1, standard deviation 1, t(0.975; 2) = 4.3027.
        double width = 4.3027 / Math.sqrt(3);
        assertThat(ratio.value()).isCloseTo(2, within(1e-9));
        assertThat(ratio.low()).isCloseTo(Math.pow(2, 1 - width), within(1e-3));
        assertThat(ratio.high()).isCloseTo(Math.pow(2, 1 + width), within(1e-2));
        assertThat(ratio.rounds()).isEqualTo(3);
    }

    @Test
    void fewerThanThreeRoundsHaveNoInterval() {
        assertThat(Ratio.of("c", List.of(4.0), List.of(1.0)).low()).isNull();
        assertThat(Ratio.of("c", List.of(4.0, 1.0), List.of(1.0, 1.0)).low()).isNull();
        assertThat(Ratio.of("c", List.of(4.0, 1.0), List.of(1.0, 1.0)).value()).isCloseTo(2, within(1e-9));
    }
}
