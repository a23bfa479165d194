package posixwait.cli.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against tables: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2; d2 of control charts, ASTM MNL 7. */
class StudentTest {
    @ParameterizedTest
    @CsvSource({"0.975, 2, 4.303", "0.975, 4, 2.776", "0.999, 19, 3.579", "0.9, 1, 3.078"})
    void quantiles_are_those_of_the_table(double probability, double degrees, double value) {
        assertThat(Student.quantile(probability, degrees)).isCloseTo(value, within(0.001));
        assertThat(Student.above(value, degrees)).isCloseTo(1 - probability, within(0.0005));
    }

    @ParameterizedTest
    @CsvSource({"2, 1.128", "3, 1.693", "5, 2.326", "10, 3.078", "20, 3.735", "100, 5.015"})
    void the_range_of_normal_values_is_that_of_the_table(long count, double deviations) {
        assertThat(Student.range(count)).isCloseTo(deviations, within(0.06));
    }

    @Test
    void a_tail_far_out_is_small_and_not_nothing() {
        assertThat(Student.above(20, 30)).isBetween(1e-25, 1e-15);
    }
}
